import type { Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { type Agenda, cellKey, type Ledger } from "../domain/board.ts"
import type { Reach } from "../domain/change.ts"
import type { ConditionDefinition, ConditionMove } from "../domain/condition.ts"
import { readEdtf } from "../domain/dates.ts"
import type { Interval } from "../domain/interval.ts"
import type { PartyInput, ProposalInput } from "../domain/negotiation-document.ts"
import { CONTEST_MS } from "../domain/position.ts"
import type { Coding } from "../domain/statement.ts"

/** What is known now: no instant of JavaScript is later. */
export const NOW_KNOWN_MS = FOREVER_MS - 1

export interface NegotiationHead {
  id: number
  slug: string
  zone: string
}

/**
 * The agenda as known at `knownAt` (epoch ms): parties, issues, options with their wording and closing then, and from when
 * a newer version of a proposal makes positions on its options stale.
 */
export async function readAgenda(db: Reader, negotiation: NegotiationHead, knownAt: number): Promise<Agenda> {
  const { rows } = await db.$client.query<{
    parties: { id: string; name: string; iso: string | null; roles: PartyInput["roles"] }[] | null
    issues: Agenda["issues"] | null
    options: Agenda["options"] | null
    proposals: { content: ProposalInput; recordedAt: number }[] | null
  }>({ name: "read-agenda", text: AGENDA_SQL, values: [negotiation.id, knownAt] })
  const [found] = rows
  return {
    parties: (found?.parties ?? []).map((party) => ({
      ...party,
      roles: party.roles.map((role) => readRole(role, negotiation.zone)),
    })),
    issues: found?.issues ?? [],
    options: found?.options ?? [],
    newerVersions: newerVersions(found?.proposals ?? [], negotiation.zone),
  }
}

/** Conditions and the moves on them, as known at `knownAt`; whether they count at an instant is for the rules to say. */
export async function readConditions(
  db: Reader,
  negotiationId: number,
  knownAt: number,
): Promise<Pick<Ledger, "definitions" | "moves">> {
  const { rows } = await db.$client.query<{
    defined: ConditionDefinition[] | null
    moved: ConditionMove[] | null
  }>({
    name: "read-conditions",
    text: `select (select json_agg(c) from (${CONDITIONS_SQL}) c) as defined, (select json_agg(m) from (${MOVES_SQL}) m) as moved`,
    values: [negotiationId, knownAt],
  })
  return {
    definitions: new Map((rows[0]?.defined ?? []).map((definition) => [definition.id, definition])),
    moves: groupBy(rows[0]?.moved ?? [], (move) => move.condition),
  }
}

/** Every current coding of some parties on the options of some issues; of all where no reach is given. */
export async function readCodings(
  db: Reader,
  negotiationId: number,
  reach?: Reach,
): Promise<Ledger["codings"]> {
  const current = `${CODING_COLUMNS} where c.negotiation_id = $1 and c.known_to = ${FOREVER_MS}`
  const { rows } = reach
    ? await db.$client.query<CodingRow>({
        name: "read-codings-in-reach",
        text: `${current} and c.party_id = any($2) and c.option_id in
          (select id from option where negotiation_id = $1 and issue_id = any($3))`,
        values: [negotiationId, [...reach.parties], [...reach.issues]],
      })
    : await db.$client.query<CodingRow>({ name: "read-codings", text: current, values: [negotiationId] })
  return byCell(rows)
}

/**
 * The codings that can decide a cell at `asOf` as known at `knownAt` (epoch ms): for each party and option a few rows
 * through an index, whatever the length of the history. The pure rules then decide; that nothing they need is left out is
 * a property test. `beside` asks for the cells in reach only, and also for what could decide beside a new statement.
 */
export async function readDecidingCodings(
  db: Reader,
  negotiationId: number,
  asOf: number,
  knownAt: number,
  beside?: { reach: Reach; added: Interval },
): Promise<Ledger["codings"]> {
  const { reach, added } = beside ?? {}
  const { rows } = await db.$client.query<CodingRow>({
    name: "read-deciding-codings",
    text: DECIDING_SQL,
    values: [
      negotiationId,
      asOf,
      knownAt,
      added ? Math.min(added.start, added.end - CONTEST_MS) : FOREVER_MS,
      reach ? [...reach.parties] : null,
      reach ? [...reach.issues] : null,
    ],
  })
  return byCell(rows)
}

/** A ledger that answers for the whole board at one instant, as known at another. */
export async function readLedgerAt(
  db: Reader,
  negotiation: NegotiationHead,
  asOf: number,
  knownAt: number,
): Promise<Ledger> {
  const agenda = await readAgenda(db, negotiation, knownAt)
  const conditions = await readConditions(db, negotiation.id, knownAt)
  const codings = await readDecidingCodings(db, negotiation.id, asOf, knownAt)
  return { agenda, ...conditions, codings }
}

function readRole(
  role: PartyInput["roles"][number],
  zone: string,
): Agenda["parties"][number]["roles"][number] {
  if (typeof role === "string") return { role, from: -Infinity, to: Infinity }
  const from = role.from ? readEdtf(role.from, zone) : undefined
  const to = role.to ? readEdtf(role.to, zone) : undefined
  return {
    role: role.role,
    from: from && !("refused" in from) ? from.start : -Infinity,
    to: to && !("refused" in to) ? to.end : Infinity,
  }
}

/** Rule 9: what a proposal bundled goes stale when a version that supersedes it is put forward. */
function newerVersions(
  proposals: { content: ProposalInput; recordedAt: number }[],
  zone: string,
): Agenda["newerVersions"] {
  const byId = new Map(proposals.map(({ content }) => [content.id, content]))
  return proposals.flatMap(({ content, recordedAt }) => {
    const older = content.supersedes ? byId.get(content.supersedes) : undefined
    const at = content.at ? readEdtf(content.at, zone) : undefined
    const { start, end } = at && !("refused" in at) ? at : { start: recordedAt, end: recordedAt + 1 }
    return (older?.options ?? []).map((option) => ({ option, start, end }))
  })
}

type CodingRow = Omit<Coding, "speaker"> & { speakerId: string | null; speakerName: string }

function byCell(rows: CodingRow[]): Ledger["codings"] {
  return groupBy(
    rows.map(
      ({ speakerId, speakerName, ...row }): Coding => ({
        ...row,
        speaker: { id: speakerId, name: speakerName },
      }),
    ),
    (coding) => cellKey(coding.party, coding.option),
  )
}

function groupBy<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

const AGENDA_SQL = `
  select
    (select json_agg(json_build_object('id', p.id, 'name', p.name, 'iso', p.iso, 'roles', p.roles) order by p.position)
       from party p
      where p.negotiation_id = $1 and p.known_from <= $2 and p.known_to > $2) as parties,
    (select json_agg(json_build_object('id', i.id, 'title', i.title, 'group', i.group, 'checklist', i.checklist)
                     order by i.position)
       from issue i where i.negotiation_id = $1 and i.known_from <= $2 and i.known_to > $2) as issues,
    (select json_agg(json_build_object('id', o.id, 'issue', o.issue_id, 'text', o.text, 'closed', o.closed,
                                       'closedFrom', o.closed_from) order by o.position)
       from option o where o.negotiation_id = $1 and o.known_from <= $2 and o.known_to > $2) as options,
    (select json_agg(json_build_object('content', p.content, 'recordedAt', (select min(v.known_from) from proposal v where v.negotiation_id = p.negotiation_id and v.id = p.id)) order by p.position)
       from proposal p where p.negotiation_id = $1 and p.known_from <= $2 and p.known_to > $2) as proposals`

const PLACED = `starts as start, ends as "end", counts_from as "countsFrom", tier, order_no as "order"`

const CONDITIONS_SQL = `
  select id, statement_id as statement, holders, option_id as option, kind, text, deadline, touches, withdrawn, ${PLACED}
    from condition where negotiation_id = $1 and known_from <= $2 and known_to > $2`

const MOVES_SQL = `
  select condition_id as condition, statement_id as statement, event_id as event, axis, "to", by, position, note, ${PLACED}
    from condition_move where negotiation_id = $1 and known_from <= $2 and known_to > $2`

const CODING_COLUMNS = `
  select c.party_id as party, c.option_id as option, c.own, c.stance, c.statement_id as statement, c.voice, c.institution,
         c.speaker_id as "speakerId", c.speaker_name as "speakerName", c.said_at as "saidAt",
         c.said_at_precision as "saidAtPrecision", c.gist, ${PLACED}
    from coding c`

/**
 * `early`: rows that counted before their interval was over and whose interval is not over at $2: a handful, all taken.
 * `bound`: where the authoritative own row that is latest among those over by $2 begins, else the best of lower tier. Nothing that ended
 * before it began (and 72 hours before it ended, for what may be contested) can decide anything beside it.
 * The order by says "nulls last" as the index does, and "offset 0" keeps the planner from pulling the rows of all cells
 * together: without them every cell is sorted.
 */
const DECIDING_SQL = `
  with early as materialized (
    select * from coding
     where counts_from < ends and int8range(counts_from, ends) @> $2::bigint
       and negotiation_id = $1 and known_from <= $3 and known_to > $3
  ), fresh as (
    select party_id, option_id, min(least(starts, ends - ${CONTEST_MS})) as bound from early where own group by 1, 2
  ), bounds as (
    select p.id as party_id, o.id as option_id,
           least(
             coalesce(
               (select least(c.starts, c.ends - ${CONTEST_MS}) from coding c
                 where c.negotiation_id = $1 and c.party_id = p.id and c.option_id = o.id and c.ends <= $2
                   and c.own and c.tier <= 2 and c.known_from <= $3 and c.known_to > $3
                 order by c.ends desc nulls last, c.starts desc nulls last limit 1),
               (select c.starts from coding c
                 where c.negotiation_id = $1 and c.party_id = p.id and c.option_id = o.id and c.ends <= $2
                   and c.own and c.known_from <= $3 and c.known_to > $3
                 order by c.tier, c.ends desc, c.starts desc limit 1),
               -${FOREVER_MS}),
             fresh.bound, $4) as bound
      from party p
      join option o on o.negotiation_id = p.negotiation_id and o.known_from <= $3 and o.known_to > $3
      left join fresh on fresh.party_id = p.id and fresh.option_id = o.id
     where p.negotiation_id = $1 and p.known_from <= $3 and p.known_to > $3
       and ($5::text[] is null or p.id = any($5)) and ($6::text[] is null or o.issue_id = any($6))
  )
  ${CODING_COLUMNS.replace("from coding c", "from bounds b cross join lateral")} (
      select * from coding c
       where c.negotiation_id = $1 and c.party_id = b.party_id and c.option_id = b.option_id
         and c.ends > b.bound and c.ends <= $2 and c.known_from <= $3 and c.known_to > $3 offset 0) c
  union all
  ${CODING_COLUMNS.replace("from coding c", "from early c")}
   where ($5::text[] is null or c.party_id = any($5))
     and ($6::text[] is null or c.option_id in (select id from option where negotiation_id = $1 and issue_id = any($6)))`
