import { CHANNELS, notify } from "../../db/channels.ts"
import type { Transaction } from "../../db/client.ts"

/**
 * Ends every socket that showed itself as this actor (`user:<id>` or `key:<id>`), on every node, once the transaction
 * commits. To be called inside the transaction that takes rights away: removing an account, lowering its role, ending its
 * sessions, revoking a key. A browser whose account is still there connects again by itself and is asked anew who it is.
 * A node that cannot listen at that moment asks all its sockets again when it can (server/realtime/attach.ts).
 */
export async function endConnectionsOf(tx: Transaction, actorId: string): Promise<void> {
  await notify(tx, CHANNELS.account, [actorId])
}
