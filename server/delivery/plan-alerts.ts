import type { Logger } from "pino"
import { lockPlanning } from "../../db/alert-locks.ts"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { type LoggedChange, readChanges, readEpoch } from "../change-log/read-changes.ts"
import { NOW_KNOWN_MS, readAgenda } from "../change-log/read-ledger.ts"
import { type Heard, heardIn, severityOf } from "../domain/alert-rules.ts"
import type { Change } from "../domain/change.ts"
import { stopHeld, toldOf } from "./follow-up.ts"
import type { Jobs } from "./jobs.ts"
import { createSubscriptionIndex, type SubscriptionIndex } from "./subscription-index.ts"
import { writeAlert } from "./write-alert.ts"

export interface PlannerOptions {
  db: Database
  jobs: Pick<Jobs, "put">
  log: Pick<Logger, "info" | "error">
  /** How long an alert is held before it is sent. */
  holdMs: number
}

/** Reads the log after its cursor and writes down who is to be told of what. */
export interface Planner {
  /** Plans what a negotiation's log holds beyond the cursor. Out: how many changes it has planned. */
  plan: (negotiationId: number) => Promise<number>
  /** Negotiations whose log is further than their cursor. */
  behind: () => Promise<number[]>
}

/** Changes that are planned in one transaction. */
const PORTION = 20

export function createPlanner({ db, jobs, log, holdMs }: PlannerOptions): Planner {
  const index = createSubscriptionIndex()
  return {
    async plan(negotiationId) {
      for (let planned = 0; ; ) {
        const portion = await inTransaction(db, (tx) =>
          planPortion(tx, { negotiationId, index, jobs, holdMs }),
        )
        planned += portion
        if (portion < PORTION) return planned
        log.info({ negotiationId, planned }, "alerts_planned")
      }
    },
    async behind() {
      const { rows } = await db.$client.query<{ id: number }>(
        `select n.id from negotiation n left join alert_cursor c on c.negotiation_id = n.id
          where n.seq <> coalesce(c.seq, 0)`,
      )
      return rows.map(({ id }) => id)
    },
  }
}

interface Portion {
  negotiationId: number
  index: SubscriptionIndex
  jobs: Pick<Jobs, "put">
  holdMs: number
}

/**
 * One planner at a time, over all nodes: two at once could each open a mail for the same reader. The lock, what is planned,
 * its jobs and the cursor stand or fall together.
 */
async function planPortion(
  tx: Transaction,
  { negotiationId, index, jobs, holdMs }: Portion,
): Promise<number> {
  await lockPlanning(tx)
  const head = await readPlace(tx, negotiationId)
  if (!head) return 0
  await index.refresh(tx)
  const epoch = await readEpoch(tx)
  const changes = await readChanges(tx, negotiationId, epoch, head.after, PORTION)
  const agenda = await readAgenda(tx, { id: negotiationId, slug: head.slug, zone: head.zone }, NOW_KNOWN_MS)
  const issues = new Map(agenda.options.map((option) => [option.id, option.issue]))
  for (const logged of changes) {
    const change = changeOf(logged)
    // what is private concerns nobody who could read it
    if (!change || head.visibility === "private") continue
    const { subject } = logged
    const issueOf = (option: string) => issues.get(option)
    await planChange(tx, { change, subject }, { negotiationId, index, jobs, holdMs, issueOf })
  }
  const last = changes.at(-1)?.seq ?? head.seq
  await tx.$client.query(
    `insert into alert_cursor (negotiation_id, seq) values ($1, $2)
     on conflict (negotiation_id) do update set seq = excluded.seq`,
    [negotiationId, last],
  )
  return changes.length
}

async function planChange(
  tx: Transaction,
  { change, subject }: { change: Change; subject: string },
  {
    negotiationId,
    index,
    jobs,
    holdMs,
    issueOf,
  }: Portion & { issueOf: (option: string) => string | undefined },
): Promise<void> {
  const said = heardIn(change, issueOf)
  if (!said) return
  const heard = await withMergedIds(tx, negotiationId, said)
  const recordedAt = Date.parse(change.recordedAt)
  const at = { negotiationId, seq: change.seq, subject, recordedAt }
  // what was never told need not be taken back; whoever was told all the same hears of it
  const isWithin = change.kind === "statement.withdrawn" && (await stopHeld(tx, at, holdMs))
  await writeAlert(tx, jobs, {
    ...at,
    kind: change.kind,
    severity: severityOf(change, heard),
    heldUntil: recordedAt + holdMs,
    asked: isWithin ? [] : index.match(negotiationId, heard),
    followUps: change.correction ? await toldOf(tx, at) : [],
  })
}

/** The log's line as a change; undefined where the law has erased its content. */
function changeOf({ json, erased }: LoggedChange): Change | undefined {
  return erased ? undefined : JSON.parse(json)
}

/** A filter may name a person by the id of an entry that was merged since: all ids that lead to the speaker are heard. */
async function withMergedIds(tx: Transaction, negotiationId: number, heard: Heard): Promise<Heard> {
  if (heard.people.length === 0) return heard
  const { rows } = await tx.$client.query<{ id: string }>({
    name: "read-ids-of-people",
    text: MERGED_IDS_SQL,
    values: [negotiationId, heard.people],
  })
  return { ...heard, people: [...new Set([...heard.people, ...rows.map(({ id }) => id)])] }
}

interface Place {
  slug: string
  zone: string
  visibility: "public" | "private"
  seq: number
  after: number
}

/** The negotiation with its cursor; a log that is shorter than the cursor is another one, and is followed from its end. */
async function readPlace(tx: Transaction, negotiationId: number): Promise<Place | undefined> {
  const { rows } = await tx.$client.query<Place>(
    `select n.slug, n.time_zone as zone, n.visibility, n.seq, least(coalesce(c.seq, 0), n.seq)::float8 as after
       from negotiation n left join alert_cursor c on c.negotiation_id = n.id where n.id = $1`,
    [negotiationId],
  )
  return rows[0]
}

const MERGED_IDS_SQL = `
  select old.id
    from negotiation_person kept
    join person p on p.merged_into = kept.person_id
    join negotiation_person old on old.person_id = p.id and old.negotiation_id = kept.negotiation_id
   where kept.negotiation_id = $1 and kept.id = any($2)`
