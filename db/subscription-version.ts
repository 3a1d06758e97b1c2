import { sql } from "drizzle-orm"
import type { NodePgDatabase } from "drizzle-orm/node-postgres"
import { subscriptionCounter } from "./schema/alert.ts"

/**
 * The number of the next write of a subscription. Its counter stays locked until the transaction ends, so numbers are
 * committed in their order: whoever has read all subscriptions up to n has missed nothing up to n. Call it in the same
 * transaction as the write, before any subscription is locked, so that two never wait for each other in a circle; and store
 * the number with every row that is written.
 */
export async function nextSubscriptionVersion(tx: Pick<NodePgDatabase, "update">): Promise<number> {
  const [row] = await tx
    .update(subscriptionCounter)
    .set({ version: sql`${subscriptionCounter.version} + 1` })
    .returning({ version: subscriptionCounter.version })
  if (!row) throw new Error("The counter of subscriptions is missing: the migrations did not run to the end.")
  return row.version
}
