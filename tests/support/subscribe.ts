import { randomUUID } from "node:crypto"
import { eq } from "drizzle-orm"
import type { Database } from "../../db/client.ts"
import { alert, delivery, endpoint, message, subscriber, subscription } from "../../db/schema/alert.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"

/**
 * A subscription as it stands once it is confirmed: with a subscriber and an endpoint of its own unless they are given
 * (by their ids, or as what is to be different about new ones).
 */
export async function subscribe(
  db: Database,
  given: Partial<typeof subscription.$inferInsert> = {},
  more: {
    subscriber?: Partial<typeof subscriber.$inferInsert>
    endpoint?: Partial<typeof endpoint.$inferInsert>
  } = {},
): Promise<{ id: string; subscriberId: string; endpointId: string }> {
  const id = given.id ?? `sub-${randomUUID()}`
  const subscriberId = given.subscriberId ?? more.subscriber?.id ?? `reader-${id}`
  const endpointId = given.endpointId ?? more.endpoint?.id ?? `end-${id}`
  const createdAt = Date.now()
  await db.transaction(async (tx) => {
    await tx
      .insert(subscriber)
      .values({ createdAt, ...more.subscriber, id: subscriberId })
      .onConflictDoNothing({ target: subscriber.id })
    await tx
      .insert(endpoint)
      .values({
        type: "email",
        address: `${id}@example.org`,
        state: "active",
        createdAt,
        ...more.endpoint,
        id: endpointId,
        subscriberId,
      })
      .onConflictDoNothing({ target: endpoint.id })
    const version = await nextSubscriptionVersion(tx)
    await tx.insert(subscription).values({
      filter: {},
      state: "active",
      version,
      hearsFrom: 0,
      createdAt,
      ...given,
      id,
      subscriberId,
      endpointId,
    })
  })
  return { id, subscriberId, endpointId }
}

/** Makes it so that a subscription was told of a change, as the planner and a sender leave it. */
export async function tellOf(
  db: Database,
  told: { negotiationId: number; seq: number; subject: string; subscriptionId: string },
): Promise<void> {
  const { negotiationId, seq, subject, subscriptionId } = told
  const [to] = await db.select().from(subscription).where(eq(subscription.id, subscriptionId))
  if (!to) throw new Error(`There is no subscription "${subscriptionId}".`)
  const now = Date.now()
  const weight = { kind: "statement.published", severity: "notable" as const, recipients: 1 }
  await db
    .insert(alert)
    .values({ negotiationId, seq, subject, ...weight, recordedAt: now, heldUntil: now })
    .onConflictDoNothing()
  const id = `msg_${randomUUID()}`
  const times = { dueAt: now, latestAt: now, createdAt: now, sentAt: now }
  await db
    .insert(message)
    .values({ id, endpointId: to.endpointId, cadence: "instant", state: "delivered", attempts: 1, ...times })
  await db.insert(delivery).values({ negotiationId, seq, subscriptionId, messageId: id, state: "sent" })
}
