import type { Database } from "../../db/client.ts"
import type { Refusal } from "../domain/refusal.ts"
import type { PushAddress } from "../domain/subscription.ts"

/**
 * A browser has another address for pushes: what went to the earlier one goes there from now on. Who names the earlier
 * address and the secret that only its browser and we know is that browser; where they are not right nothing changes, and
 * the answer is the same.
 */
export async function renewPush(
  { db, refuseTarget }: { db: Database; refuseTarget: (address: string) => Promise<Refusal | undefined> },
  { earlier, to }: { earlier: { endpoint: string; auth: string }; to: PushAddress },
): Promise<Refusal | undefined> {
  const refused = await refuseTarget(to.endpoint)
  if (refused) return { ...refused, path: "to.endpoint" }
  await db.$client.query(
    `update endpoint set address = $3, push_keys = $4, failing_since = null, failures = 0, rests_until = null
      where type = 'push' and state = 'active' and address = $1 and push_keys ->> 'auth' = $2`,
    [earlier.endpoint, earlier.auth, to.endpoint, JSON.stringify(to.keys)],
  )
  return undefined
}
