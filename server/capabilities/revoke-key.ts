import { eq, sql } from "drizzle-orm"
import { actAs } from "../../db/acting.ts"
import { type Database, inTransaction } from "../../db/client.ts"
import { apiKey } from "../../db/schema/account.ts"
import { forgetKeys } from "../accounts/api-keys.ts"
import { endConnectionsOf } from "../accounts/end-connections.ts"
import { endSubscriptionsOfKeys } from "../accounts/end-subscriptions.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

/** Ends a key, the sockets that were opened with it, on every node, and the subscriptions that were made with it. Ending one that has ended keeps its date. */
export async function revokeKey(
  db: Database,
  actor: Pick<Actor, "id">,
  input: { id: string },
): Promise<{ id: string; revokedAt: Date } | Refusal> {
  const [row] = await inTransaction(db, async (tx) => {
    await actAs(tx, actor.id)
    await endConnectionsOf(tx, `key:${input.id}`)
    await endSubscriptionsOfKeys(tx, [input.id])
    return await tx
      .update(apiKey)
      .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, now())` })
      .where(eq(apiKey.id, input.id))
      .returning({ id: apiKey.id, revokedAt: apiKey.revokedAt })
  })
  forgetKeys(db)
  if (!row?.revokedAt) return refuse("not_found", "There is no key with this id.", "id")
  return { id: row.id, revokedAt: row.revokedAt }
}
