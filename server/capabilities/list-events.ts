import type { Reader } from "../../db/client.ts"
import { readEdtf } from "../domain/dates.ts"
import type { AgreementInput, EventInput } from "../domain/negotiation-document.ts"
import type { Clocks, FoundNegotiation } from "./find-negotiation.ts"

/** Events that had happened by an instant, as recorded by another, latest first. */
export async function listEvents(
  db: Reader,
  negotiation: FoundNegotiation,
  { t, k }: Clocks,
): Promise<EventInput[]> {
  const { rows } = await db.$client.query<{ content: EventInput }>({
    name: "list-events",
    text: `select content from event
            where negotiation_id = $1 and least(ends, recorded_at) <= $2 and recorded_at <= $3
            order by ends desc, order_no desc`,
    values: [negotiation.id, t, k],
  })
  return rows.map((row) => row.content)
}

/** Agreements recorded by `k`, each with the status it had at `t` by its own history. */
export async function listAgreements(
  db: Reader,
  negotiation: FoundNegotiation,
  { t, k }: Clocks,
): Promise<AgreementInput[]> {
  const { rows } = await db.$client.query<{ content: AgreementInput; recordedAt: number }>({
    name: "list-agreements",
    text: `select a.content, (select min(v.known_from) from agreement v
                               where v.negotiation_id = a.negotiation_id and v.id = a.id) as "recordedAt"
             from agreement a where a.negotiation_id = $1 and a.known_from <= $2 and a.known_to > $2 order by a.position`,
    values: [negotiation.id, k],
  })
  const begins = (date: string) => {
    const read = readEdtf(date, negotiation.zone)
    return "refused" in read ? Number.POSITIVE_INFINITY : read.start
  }
  return rows.flatMap(({ content, recordedAt }) => {
    const history = (content.history ?? []).filter((entry) => begins(entry.at) <= t)
    const then = history.sort((a, b) => begins(a.at) - begins(b.at)).at(-1)
    // Of an instant before it was recorded only its own dates can tell whether it was there.
    if (
      !then &&
      recordedAt > t &&
      (content.history?.length || (content.starts && begins(content.starts) > t))
    )
      return []
    return [{ ...content, status: then?.status ?? content.status }]
  })
}
