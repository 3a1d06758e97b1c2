import type { Database } from "../../db/client.ts"
import type { EndpointType, MessageState } from "../domain/alert-values.ts"
import { type ClaimedMessage, MESSAGE_COLUMNS } from "./claim-messages.ts"
import { type ComposedMessage, type ComposeParts, composeMessage } from "./compose-message.ts"
import { readContents } from "./read-contents.ts"

/** A message as it would have been sent, for the page that shows them in development. */
export interface ShownMessage {
  id: string
  type: EndpointType
  to: string
  state: MessageState
  /** Epoch ms. */
  at: number
  composed: ComposedMessage
}

const SHOWN = 50

/** The latest messages that were sent, newest first, composed once more. */
export async function readShownMessages(db: Database, parts: ComposeParts): Promise<ShownMessage[]> {
  const { rows } = await db.$client.query<Row>(
    `select ${MESSAGE_COLUMNS}, m.state, m.created_at as at, m.attempts as attempt
       from message m join endpoint e on e.id = m.endpoint_id join subscriber r on r.id = e.subscriber_id
      where m.attempts > 0 order by m.created_at desc, m.id limit $1`,
    [SHOWN],
  )
  const contents = await readContents(
    db,
    rows.map(({ id }) => id),
    "told",
  )
  return rows.flatMap((row) => {
    const told = contents.get(row.id) ?? []
    if (row.notice === null && told.length === 0) return []
    const { id, type, address, state, at } = row
    return [{ id, type, to: address, state, at, composed: composeMessage({ ...row, job: "" }, told, parts) }]
  })
}

interface Row extends Omit<ClaimedMessage, "job"> {
  state: MessageState
  at: number
}
