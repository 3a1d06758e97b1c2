import type { Transaction } from "../../db/client.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"

/** Ends what programs subscribed to with these keys, since nobody could end it any more. In: the keys' ids. */
export async function endSubscriptionsOfKeys(tx: Transaction, keys: string[]): Promise<void> {
  await tx.$client.query(
    `update subscription s set state = 'ended', version = $2 from subscriber r
      where r.id = s.subscriber_id and r.key_id = any($1) and s.state <> 'ended'`,
    [keys.map((id) => `key:${id}`), await nextSubscriptionVersion(tx)],
  )
}
