import { randomUUID } from "node:crypto"
import { and, eq, isNull, ne, sql } from "drizzle-orm"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { apiKey } from "../../db/schema/account.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { forgetKeys } from "./api-keys.ts"
import { hashOf } from "./tokens.ts"

const SHORTEST_KEY = 32
const CREATOR = "system:environment"
const LABEL = "Automation (PARLEY_API_KEY)"

/**
 * Registers PARLEY_API_KEY as an editor's key, and revokes the one that was registered before where it is another;
 * with null none remains. Repeating it changes nothing. The key is stored hashed.
 */
export async function ensureAutomationKey(
  db: Database,
  key: string | null,
): Promise<{ registered: boolean } | Refusal> {
  if (key !== null && key.length < SHORTEST_KEY) {
    return refuse(
      "invalid",
      `PARLEY_API_KEY has ${key.length} characters and needs at least ${SHORTEST_KEY}, chosen at random. No key was registered.`,
    )
  }
  if (key !== null && !/^\S+$/.test(key)) {
    return refuse("invalid", "PARLEY_API_KEY must not hold spaces. No key was registered.")
  }
  const keyHash = key === null ? null : hashOf(key)
  const result = await inTransaction(db, async (tx) => {
    await revokeOthers(tx, keyHash)
    return keyHash === null ? { registered: false } : await register(tx, keyHash)
  })
  forgetKeys(db)
  return result
}

async function revokeOthers(tx: Transaction, keyHash: string | null): Promise<void> {
  await tx
    .update(apiKey)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(apiKey.createdBy, CREATOR),
        isNull(apiKey.revokedAt),
        keyHash === null ? undefined : ne(apiKey.keyHash, keyHash),
      ),
    )
}

async function register(tx: Transaction, keyHash: string): Promise<{ registered: true } | Refusal> {
  const [row] = await tx
    .insert(apiKey)
    .values({ id: randomUUID(), label: LABEL, role: "editor", keyHash, createdBy: CREATOR })
    // one that was set, unset and set again is the same key and keeps its name in the record
    .onConflictDoUpdate({
      target: apiKey.keyHash,
      set: { revokedAt: null },
      setWhere: eq(apiKey.createdBy, CREATOR),
    })
    .returning({ id: apiKey.id })
  if (row) return { registered: true }
  return refuse(
    "already_exists",
    "PARLEY_API_KEY equals a key that somebody made here. Give automation one of its own.",
  )
}
