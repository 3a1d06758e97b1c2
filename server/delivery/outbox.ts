import { randomUUID } from "node:crypto"
import { eq } from "drizzle-orm"
import type { Transaction } from "../../db/client.ts"
import { endpoint, message } from "../../db/schema/alert.ts"
import { type AlertNotice, isForPending } from "../domain/alert-notice.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Jobs } from "./jobs.ts"
import { MAY_BE_TOLD } from "./may-be-told.ts"

/** How a capability has something sent: in its own transaction, so that it is sent where that commits, and only there. */
export interface Outbox {
  /** A notice to one endpoint, to go at once (`now` in epoch ms). */
  putNotice: (
    tx: Transaction,
    request: { endpointId: string; notice: AlertNotice; now: number },
  ) => Promise<void>
  /** The message once more, under the id that it has. Refused while it is on its way already. */
  putAgain: (tx: Transaction, request: { messageId: string; now: number }) => Promise<Refusal | undefined>
}

/** In: the jobs, as soon as they are open. */
export function createOutbox(opening: Promise<Pick<Jobs, "put">>): Outbox {
  return {
    async putNotice(tx, { endpointId, notice, now }) {
      const [to] = await tx.select().from(endpoint).where(eq(endpoint.id, endpointId))
      if (!to) throw new Error(`There is no endpoint "${endpointId}".`)
      const id = newMessageId()
      const times = { dueAt: now, latestAt: now, createdAt: now }
      await tx.insert(message).values({ id, endpointId, cadence: "instant", notice, ...times })
      const jobs = await opening
      await jobs.put(tx, to.type, [{ message: id, endpoint: endpointId, dueAt: now }])
    },
    async putAgain(tx, { messageId, now }) {
      const [found] = await tx
        .select({
          state: message.state,
          endpointId: message.endpointId,
          type: endpoint.type,
          of: endpoint.state,
          notice: message.notice,
        })
        .from(message)
        .innerJoin(endpoint, eq(endpoint.id, message.endpointId))
        .where(eq(message.id, messageId))
        .for("update", { of: message })
      if (!found) return refuse("not_found", "There is no such message.", "message")
      if (found.state === "waiting" || found.state === "sending")
        return refuse(
          "wrong_state",
          "This message is on its way already. Its log shows each attempt.",
          "message",
        )
      if (found.state === "stopped")
        return refuse("wrong_state", "This message was stopped before it was sent, and stays so.", "message")
      if (found.of !== "active" && !(found.of === "pending" && isForPending(found.notice)))
        return refuse("wrong_state", "Where it would go is not in use any more. Nothing was sent.", "message")
      if (!(await mayBeTold(tx, messageId)))
        return refuse(
          "wrong_state",
          "What this told may not be told any more: it was withdrawn, is not public any more, or its subscription has ended. Nothing was sent.",
          "message",
        )
      await tx
        .update(message)
        .set({ state: "waiting", dueAt: now, latestAt: now })
        .where(eq(message.id, messageId))
      const jobs = await opening
      await jobs.put(tx, found.type, [{ message: messageId, endpoint: found.endpointId, dueAt: now }])
      return undefined
    },
  }
}

/** Whether anything is left of what it told; a notice may always be sent again. */
async function mayBeTold(tx: Transaction, messageId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query(
    `select from message m where m.id = $1 and (m.notice is not null
        or exists (select from delivery d where d.message_id = m.id and d.state = 'sent' and ${MAY_BE_TOLD}))`,
    [messageId],
  )
  return rowCount === 1
}

/** A message's id, which is the `webhook-id` of every attempt. */
export function newMessageId(): string {
  return `msg_${randomUUID().replaceAll("-", "")}`
}
