import type { Database, Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { conditionsAt } from "../domain/board.ts"
import { dueDeadlines, nextDeadline } from "../domain/deadlines.ts"
import type { AgreementInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { type ChangeDraft, type Committed, commitChange } from "./commit-change.ts"
import { type NegotiationHead, NOW_KNOWN_MS, readLedgerAt } from "./read-ledger.ts"
import { writeVersions } from "./write-versions.ts"

/**
 * Writes into the log which deadlines are near and which agreements have expired, each once: what was told is looked up
 * inside the lock, so that several nodes that come here at once write it once. The server's clock calls it.
 */
export async function commitDueDeadlines(
  db: Database,
  slug: string,
  clock: () => number,
): Promise<Committed<null> | Refusal> {
  return commitChange(db, { slug, by: "system" }, clock, async (tx, { negotiation, now }) => {
    const due = dueDeadlines(await readKnown(tx, negotiation, now), now)
    if (due.length === 0) return { result: null }
    const over = due.flatMap((one) => (one.due === "expired" ? [one.agreement] : []))
    const written = await writeVersions(
      tx,
      "agreement",
      { negotiationId: negotiation.id, now, path: "agreements", mayChange: true },
      over.map((content) => ({ id: content.id, columns: { content } })),
    )
    if (isRefusal(written)) return written
    const changes = due.map((one): ChangeDraft => {
      const { deadline } = one
      const effect = { cells: [] }
      if (one.due === "expired")
        return { kind: "agreement.changed", agreement: one.agreement, deadline, effect }
      const { conditions, agreement } = one
      const about = conditions.length > 0 ? { conditions } : {}
      return {
        kind: "deadline.near",
        deadline,
        ...(agreement && { agreement }),
        effect: { ...effect, ...about },
      }
    })
    return { public: changes, result: null }
  })
}

/** When the clock has to look at this negotiation's deadlines next, epoch ms. */
export async function readNextDeadline(
  db: Reader,
  negotiation: NegotiationHead,
  now: number,
): Promise<number> {
  return nextDeadline(await readKnown(db, negotiation, now), now)
}

async function readKnown(
  db: Reader,
  negotiation: NegotiationHead,
  now: number,
): Promise<Parameters<typeof dueDeadlines>[0]> {
  const { rows: agreements } = await db.$client.query<{ content: AgreementInput }>(
    `select content from agreement where negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`,
    [negotiation.id],
  )
  const { rows: deadlines } = await db.$client.query<{ some: boolean }>(
    "select exists (select from condition where negotiation_id = $1 and deadline is not null) as some",
    [negotiation.id],
  )
  const { rows: told } = await db.$client.query<{ subject: string }>(
    "select subject from change where negotiation_id = $1 and audience = 'public' and kind = 'deadline.near'",
    [negotiation.id],
  )
  // most negotiations have no condition with a date: their ledger need not be read
  const conditions = deadlines[0]?.some
    ? conditionsAt(await readLedgerAt(db, negotiation, now, NOW_KNOWN_MS), now)
    : []
  return {
    conditions,
    agreements: agreements.map(({ content }) => content),
    zone: negotiation.zone,
    told: new Set(told.map(({ subject }) => subject)),
  }
}
