import { createHash } from "node:crypto"
import { actAs } from "../../db/acting.ts"
import { CHANNELS } from "../../db/channels.ts"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { negotiation as negotiationTable } from "../../db/schema/negotiation.ts"
import { type Agenda, nextTurn } from "../domain/board.ts"
import { type ChangeSubject, canonicalJson, type Effect, effectOf } from "../domain/change.ts"
import { deadlineKey } from "../domain/deadlines.ts"
import type { NegotiationInput } from "../domain/negotiation-document.ts"
import { CANCELLED, type Watcher } from "../domain/progress.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { ChangeKind, ReviewPolicy } from "../domain/vocabulary.ts"
import { type NegotiationHead, NOW_KNOWN_MS, readAgenda, readLedgerAt } from "./read-ledger.ts"

/** A public change before it has its number: what it is about and what it does to the board. */
export interface ChangeDraft extends ChangeSubject {
  kind: ChangeKind
  effect: Effect
  imported?: true
}

/** What can happen to a draft. A statement that was published leaves the desk's stream with `draft.published`. */
export type DeskChangeKind =
  | "draft.saved"
  | "draft.commented"
  | "draft.published"
  | "draft.discarded"
  | "review.requested"
  | "review.returned"
  | "review.overridden"

/** A change of the desk's own stream (drafts, reviews); it never reaches a reader. */
export interface DeskChangeDraft {
  kind: DeskChangeKind
  statement: string
  /** The version that stands after it. */
  version: number
  /** A comment, or an editor's reason. */
  detail?: string
}

/** What a capability sees inside the lock. */
export interface Locked {
  negotiation: NegotiationHead & { review: ReviewPolicy }
  /** Instant of this commit, epoch ms: later than every commit before it. */
  now: number
  agenda: Agenda
  /** True where this very commit made the negotiation. */
  created: boolean
  /** Takes the next place in the log for a statement or event. */
  nextOrder: () => number
}

export interface Decision<T> {
  public?: ChangeDraft[]
  desk?: DeskChangeDraft[]
  result: T
}

/** `seq` is the last public change of this commit, null where it made none. */
export interface Committed<T> {
  result: T
  seq: number | null
}

/**
 * THE ONLY WRITER of the log. In one transaction: lock the negotiation's counter row, let `decide` read state, decide and
 * write its rows, number the changes and chain their hashes, notify, commit. Deciding before the lock would let two
 * publishers both decide on the old board.
 * In: who acts (`by`, as the log records it), `clock` in epoch ms. Out: the result with its number, or the refusal of
 * `decide`, in which case nothing at all is stored. `dryRun` decides, and then stores nothing either. `create` makes the
 * negotiation where there is none, in the same transaction.
 */
export async function commitChange<T>(
  db: Database,
  request: { slug: string; by: string; dryRun?: boolean; create?: NegotiationInput; watcher?: Watcher },
  clock: () => number,
  decide: (tx: Transaction, locked: Locked) => Promise<Decision<T> | Refusal>,
): Promise<Committed<T> | Refusal> {
  const { slug, ...rest } = request
  const done = await commitTogether<T>(db, { ...rest, slugs: [slug] }, clock, async (tx, [locked]) => {
    if (!locked) throw new Error(`"${slug}" was not locked.`)
    const decision = await decide(tx, locked)
    if (isRefusal(decision)) return decision
    return { decisions: new Map([[slug, decision]]), result: decision.result }
  })
  return isRefusal(done) ? done : { result: done.result, seq: done.seqs.get(slug) ?? null }
}

/**
 * The same for what touches several negotiations at once, such as two entries of one person that both know: all of it is
 * stored, or nothing. They are locked in the order of their slugs, so that no two commits wait for each other.
 * Out: the result, and the last public change in each negotiation that has one.
 */
export async function commitTogether<T>(
  db: Database,
  request: { slugs: string[]; by: string; dryRun?: boolean; create?: NegotiationInput; watcher?: Watcher },
  clock: () => number,
  decide: (
    tx: Transaction,
    locked: Locked[],
  ) => Promise<{ decisions: ReadonlyMap<string, Omit<Decision<unknown>, "result">>; result: T } | Refusal>,
): Promise<{ result: T; seqs: ReadonlyMap<string, number> } | Refusal> {
  let stopped: { result: T; seqs: ReadonlyMap<string, number> } | Refusal | undefined
  const stop = (answer: NonNullable<typeof stopped>): never => {
    stopped = answer
    throw ROLLED_BACK
  }
  try {
    return await inTransaction(db, async (tx) => {
      const created = request.create !== undefined && (await create(tx, request.create, request.by))
      const opened: Opened[] = []
      for (const slug of request.slugs.toSorted()) {
        const one = await open(tx, { slug, by: request.by, created }, clock)
        opened.push(isRefusal(one) ? stop(one) : one)
      }
      const decided = await decide(
        tx,
        opened.map(({ locked }) => locked),
      )
      if (isRefusal(decided)) return stop(decided)
      if (request.dryRun) return stop({ result: decided.result, seqs: new Map() })
      const seqs = new Map<string, number>()
      for (const one of opened) {
        const decision = decided.decisions.get(one.row.slug)
        const seq = decision ? await record(tx, one, decision, request) : undefined
        if (isRefusal(seq)) return stop(seq)
        if (seq !== undefined) seqs.set(one.row.slug, seq)
      }
      return { result: decided.result, seqs }
    })
  } catch (error) {
    if (error === ROLLED_BACK && stopped) return stopped
    throw error
  }
}

/**
 * Writes the change that the clock alone has made since the last one (an option closed, a role began), so that the board
 * folded from the log is the board of now. Every commit does this first; the server's clock calls it when nobody commits.
 */
export async function commitDueTurn(
  db: Database,
  slug: string,
  clock: () => number,
): Promise<Committed<null> | Refusal> {
  return commitChange(db, { slug, by: "system" }, clock, async () => ({ public: [], result: null }))
}

/** Hash of a log line: it covers the previous hash and the hash of the content, so that content can be erased by law. */
export function chainHash(previous: string, contentHash: string): string {
  return sha256(`${previous}\n${contentHash}`)
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}

const ROLLED_BACK = new Error("rolled back")

interface CounterRow extends NegotiationHead {
  review: ReviewPolicy
  seq: number
  deskSeq: number
  headHash: string
  deskHeadHash: string
  nextOrder: number
  lastRecordedAt: number
}

/** A negotiation inside its lock, with what its commit needs besides. */
interface Opened {
  row: CounterRow
  locked: Locked
  /** What the clock alone has changed since the last commit. */
  turn: ChangeDraft[]
  order: () => number
}

async function open(
  tx: Transaction,
  { slug, by, created }: { slug: string; by: string; created: boolean },
  clock: () => number,
): Promise<Opened | Refusal> {
  const row = await lock(tx, slug, by)
  if (!row) return refuse("not_found", `There is no negotiation "${slug}".`, "slug")
  const negotiation = { id: row.id, slug: row.slug, zone: row.zone, review: row.review }
  const now = Math.max(Math.trunc(clock()), row.lastRecordedAt + 1)
  const agenda = await readAgenda(tx, negotiation, NOW_KNOWN_MS)
  const turn = await dueTurn(tx, negotiation, agenda, row.lastRecordedAt, now)
  let order = row.nextOrder
  const locked = { negotiation, now, agenda, created, nextOrder: () => order++ }
  return { row, locked, turn, order: () => order }
}

/**
 * Numbers what was decided and appends it, portion by portion where it is much. Out: the last public number, undefined where
 * nothing is public; or the refusal of a commit that was called off.
 */
async function record(
  tx: Transaction,
  { row, locked, turn, order }: Opened,
  decision: Omit<Decision<unknown>, "result">,
  { by, watcher = {} }: { by: string; watcher?: Watcher },
): Promise<number | undefined | Refusal> {
  const writes = decision.public !== undefined || (decision.desk ?? []).length > 0
  const drafts = writes ? [...turn, ...(decision.public ?? [])] : []
  const desk = decision.desk ?? []
  const to = { order: order(), now: locked.now, by }
  const total = Math.max(drafts.length, desk.length)
  let at = row
  for (let done = 0; done < total; done += PORTION) {
    if (watcher.signal?.aborted) return CANCELLED
    const portion = { public: drafts.slice(done, done + PORTION), desk: desk.slice(done, done + PORTION) }
    at = await append(tx, at, { ...to, ...portion })
    watcher.tell?.({ phase: "logging", done: Math.min(done + PORTION, total), total })
  }
  return drafts.length > 0 ? row.seq + drafts.length : undefined
}

/** Lines of the log written in one statement: so much is quickly sent and soon done. */
const PORTION = 1_000

async function create(tx: Transaction, input: NegotiationInput, by: string): Promise<boolean> {
  await actAs(tx, by)
  const made = await tx
    .insert(negotiationTable)
    .values(input)
    .onConflictDoNothing({ target: negotiationTable.slug })
    .returning({ id: negotiationTable.id })
  return made.length > 0
}

/** Locks the counters, and says to the database who acts, for the audit: `actAs`, without asking it once more. */
async function lock(tx: Transaction, slug: string, by: string): Promise<CounterRow | undefined> {
  const { rows } = await tx.$client.query<CounterRow>({
    name: "lock-negotiation",
    text: `select id, slug, time_zone as zone, review, seq, desk_seq as "deskSeq", head_hash as "headHash",
                  desk_head_hash as "deskHeadHash", next_order as "nextOrder", last_recorded_at as "lastRecordedAt",
                  set_config('parley.by', $2, true)
             from negotiation where slug = $1 for update`,
    values: [slug, by],
  })
  return rows[0]
}

/** All that is recorded counts at both instants, so one ledger answers for both. */
async function dueTurn(
  tx: Transaction,
  negotiation: NegotiationHead,
  agenda: Agenda,
  last: number,
  now: number,
): Promise<ChangeDraft[]> {
  if (last === 0 || nextTurn(agenda, last) > now) return []
  const ledger = await readLedgerAt(tx, negotiation, now, NOW_KNOWN_MS)
  return [{ kind: "agenda.changed", effect: effectOf({ ledger, t: last }, { ledger, t: now }) }]
}

interface Line {
  seq: number
  kind: string
  subject: string
  content: string
  contentHash: string
  hash: string
}

interface Unnumbered {
  subject: string
  content: { kind: string; [field: string]: unknown }
}

function publicLine(
  { effect, imported, ...subject }: ChangeDraft,
  negotiation: string,
  now: number,
): Unnumbered {
  const recordedAt = new Date(now).toISOString()
  return {
    subject:
      subject.kind === "deadline.near" && subject.deadline
        ? deadlineKey(subject.deadline)
        : subjectOf(subject),
    content: { negotiation, recordedAt, ...(imported && { imported }), ...subject, ...effect },
  }
}

function deskLine(draft: DeskChangeDraft): Unnumbered {
  return { subject: `statement:${draft.statement}`, content: { ...draft } }
}

function subjectOf(about: ChangeSubject): string {
  if (about.statement) return `statement:${about.statement.id}`
  if (about.event) return `event:${about.event.id}`
  if (about.agreement) return `agreement:${about.agreement.id}`
  if (about.proposal) return `proposal:${about.proposal.id}`
  return "agenda"
}

function chain(lines: Unnumbered[], seq: number, head: string): Line[] {
  let previous = head
  return lines.map((line, index) => {
    const number = seq + index + 1
    const content = canonicalJson({ ...line.content, seq: number })
    const contentHash = sha256(content)
    previous = chainHash(previous, contentHash)
    return {
      seq: number,
      kind: line.content.kind,
      subject: line.subject,
      content,
      contentHash,
      hash: previous,
    }
  })
}

/** Writes the lines, moves the counters on and wakes the readers, in one statement. Out: the counters as they are then. */
async function append(
  tx: Transaction,
  row: CounterRow,
  to: { public: ChangeDraft[]; desk: DeskChangeDraft[]; order: number; now: number; by: string },
): Promise<CounterRow> {
  const log = chain(
    to.public.map((draft) => publicLine(draft, row.slug, to.now)),
    row.seq,
    row.headHash,
  )
  const desk = chain(to.desk.map(deskLine), row.deskSeq, row.deskHeadHash)
  const moved = {
    ...row,
    seq: log.at(-1)?.seq ?? row.seq,
    headHash: log.at(-1)?.hash ?? row.headHash,
    deskSeq: desk.at(-1)?.seq ?? row.deskSeq,
    deskHeadHash: desk.at(-1)?.hash ?? row.deskHeadHash,
  }
  const lines = [...log, ...desk]
  await tx.$client.query({
    name: "append-changes",
    text: `with appended as (
             insert into change
               (negotiation_id, audience, seq, kind, subject, recorded_at, by, content, content_hash, hash)
             select $1, line.audience, line.seq, line.kind, line.subject, $2, $3, line.content, line.content_hash, line.hash
               from unnest($4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
                 as line(audience, seq, kind, subject, content, content_hash, hash)
           ), moved as (
             update negotiation set seq = $11, head_hash = $12, desk_seq = $13, desk_head_hash = $14, next_order = $15,
                                    last_recorded_at = $16 where id = $1)
           select pg_notify(channel, $17) from unnest($18::text[]) channel`,
    values: [
      row.id,
      to.now,
      to.by,
      [...log.map(() => "public"), ...desk.map(() => "desk")],
      lines.map((line) => line.seq),
      lines.map((line) => line.kind),
      lines.map((line) => line.subject),
      lines.map((line) => line.content),
      lines.map((line) => line.contentHash),
      lines.map((line) => line.hash),
      moved.seq,
      moved.headHash,
      moved.deskSeq,
      moved.deskHeadHash,
      to.order,
      to.now,
      row.slug,
      [...(log.length > 0 ? [CHANNELS.change] : []), ...(desk.length > 0 ? [CHANNELS.desk] : [])],
    ],
  })
  return moved
}
