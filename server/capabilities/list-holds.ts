import type { Database } from "../../db/client.ts"
import { keyOf, readByKey } from "../change-log/read-by-key.ts"
import { readNames } from "../change-log/read-names.ts"
import type { AlertSeverity } from "../domain/alert-values.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { alertItem } from "../domain/wording.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"
import { nameActors } from "./name-actors.ts"

/** An alert that is held, or was lately: what it would tell, to how many, and until when it can be stopped. */
export interface HeldAlert {
  seq: number
  headline: string
  path: string
  severity: AlertSeverity
  recordedAt: string
  heldUntil: string
  /** Subscriptions that hear of it. */
  recipients: number
  /** `sent` once its hold is over; `withdrawn` where its statement was, within the hold. */
  state: "held" | "sent" | "stopped" | "withdrawn"
  /** The name and the reason of the editor who stopped it. */
  stoppedBy: string | null
  stoppedWhy: string | null
}

const SHOWN = 50
/** How long an alert that was sent or stopped is still shown. */
const LATELY_MS = 10 * 60_000

/** The alerts of a negotiation that are held or were lately, newest first. `now` in epoch ms. */
export async function listHolds(
  db: Database,
  actor: Actor,
  slug: string,
  now: number,
): Promise<{ now: string; alerts: HeldAlert[] } | Refusal> {
  const negotiation = await findNegotiation(db, actor, slug)
  if (isRefusal(negotiation)) return { ...negotiation, path: "negotiation" }
  const { rows } = await db.$client.query<Row>(
    `select seq, severity, recorded_at as "recordedAt", held_until as "heldUntil", recipients,
            stopped_by as "stoppedBy", stopped_why as "stoppedWhy"
       from alert where negotiation_id = $1 and held_until > $2 order by seq desc limit $3`,
    [negotiation.id, now - LATELY_MS, SHOWN],
  )
  if (rows.length === 0) return { now: new Date(now).toISOString(), alerts: [] }
  const placeOf = (seq: number) => ({ negotiationId: negotiation.id, seq })
  const changes = await readByKey(
    db,
    rows.map(({ seq }) => placeOf(seq)),
  )
  const names = await readNames(db, negotiation.id)
  const nameOf = await nameActors(
    db,
    rows.flatMap(({ stoppedBy }) => stoppedBy ?? []),
  )
  const alerts: HeldAlert[] = []
  for (const row of rows) {
    const change = changes.get(keyOf(placeOf(row.seq)))
    if (!change) continue
    const { headline, path } = alertItem(change, names, row.severity)
    alerts.push({
      seq: row.seq,
      headline,
      path,
      severity: row.severity,
      recordedAt: new Date(row.recordedAt).toISOString(),
      heldUntil: new Date(row.heldUntil).toISOString(),
      recipients: row.recipients,
      ...ending(row, nameOf, now),
    })
  }
  return { now: new Date(now).toISOString(), alerts }
}

function ending(
  { stoppedBy, stoppedWhy, heldUntil }: Row,
  nameOf: (id: string) => string,
  now: number,
): Pick<HeldAlert, "state" | "stoppedBy" | "stoppedWhy"> {
  // the planner stops nothing but what is withdrawn
  if (stoppedBy !== null && stoppedBy !== "system")
    return { state: "stopped", stoppedBy: nameOf(stoppedBy), stoppedWhy }
  const state = stoppedBy !== null ? "withdrawn" : heldUntil > now ? "held" : "sent"
  return { state, stoppedBy: null, stoppedWhy: null }
}

interface Row {
  seq: number
  severity: AlertSeverity
  recordedAt: number
  heldUntil: number
  recipients: number
  stoppedBy: string | null
  stoppedWhy: string | null
}
