import { type Database, inTransaction } from "../../db/client.ts"
import type { Outbox } from "../delivery/outbox.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"

/** Sends a message again under its own id: one of one's own, or any for an operator. `now` in epoch ms. */
export async function resendMessage(
  db: Database,
  { outbox, links }: { outbox: Outbox; links: SignedLinks },
  { message, ...asking }: Asking & { message: string },
  now: number,
): Promise<{ id: string } | Refusal> {
  return inTransaction(db, async (tx) => {
    if (asking.actor?.role !== "administrator") {
      const subscriber = await findSubscriber(tx, links, asking)
      if (isRefusal(subscriber)) return subscriber
      const { rowCount } = await tx.$client.query(
        "select from message m join endpoint e on e.id = m.endpoint_id where m.id = $1 and e.subscriber_id = $2",
        [message, subscriber.id],
      )
      if (!rowCount) return refuse("not_found", "You have no such message.", "message")
    }
    return (await outbox.putAgain(tx, { messageId: message, now })) ?? { id: message }
  })
}
