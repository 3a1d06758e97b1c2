import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client.ts"
import { type AccountRole, apiKey } from "../../db/schema/account.ts"
import type { Actor } from "../capabilities/matrix.ts"
import { endConnectionsOf } from "./end-connections.ts"
import { endSubscriptionsOfKeys } from "./end-subscriptions.ts"
import { hashOf } from "./tokens.ts"

/**
 * How long a key found valid is taken for valid without asking again; so long another node's revocation takes where this
 * one cannot listen.
 */
const REMEMBER_MS = 3_000
const REMEMBER_AT_MOST = 1_000

interface Memory {
  actors: Map<string, { actor: Actor; until: number }>
  /** Rises with every revocation, so that a look-up that began before one is not remembered after it. */
  revocations: number
}

/** By database, since a process may hold several; it goes with the pool. */
const memories = new WeakMap<Database, Memory>()

/** Whose key this is; null where it is not known or revoked. */
export async function findKeyHolder(db: Database, key: string, now = Date.now()): Promise<Actor | null> {
  const memory = memoryOf(db)
  const keyHash = hashOf(key)
  const known = memory.actors.get(keyHash)
  if (known && known.until > now) return known.actor
  const revocationsBefore = memory.revocations
  const [row] = await db
    .select({ id: apiKey.id, role: apiKey.role, label: apiKey.label })
    .from(apiKey)
    .where(and(eq(apiKey.keyHash, keyHash), isNull(apiKey.revokedAt)))
  if (!row) return null
  const actor: Actor = { id: `key:${row.id}`, role: row.role, name: row.label }
  if (memory.revocations === revocationsBefore) {
    if (memory.actors.size >= REMEMBER_AT_MOST) memory.actors.clear()
    memory.actors.set(keyHash, { actor, until: now + REMEMBER_MS })
  }
  return actor
}

/** To be called once a revocation is committed, here or on another node: from then on this node lets no revoked key in. */
export function forgetKeys(db: Database): void {
  const memory = memoryOf(db)
  memory.actors.clear()
  memory.revocations += 1
}

/** Ends the keys with one of these roles that somebody made, and returns how many; `forgetKeys` goes after the commit. */
export async function revokeKeysMadeBy(
  tx: Transaction,
  creator: string,
  roles: readonly AccountRole[],
): Promise<number> {
  const revoked = await tx
    .update(apiKey)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKey.createdBy, creator), isNull(apiKey.revokedAt), inArray(apiKey.role, [...roles])))
    .returning({ id: apiKey.id })
  for (const { id } of revoked) await endConnectionsOf(tx, `key:${id}`)
  await endSubscriptionsOfKeys(
    tx,
    revoked.map(({ id }) => id),
  )
  return revoked.length
}

function memoryOf(db: Database): Memory {
  const known = memories.get(db)
  if (known) return known
  const memory: Memory = { actors: new Map(), revocations: 0 }
  memories.set(db, memory)
  return memory
}
