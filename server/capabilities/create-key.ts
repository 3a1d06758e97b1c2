import { randomUUID } from "node:crypto"
import { type Database, inTransaction } from "../../db/client.ts"
import { type AccountRole, apiKey } from "../../db/schema/account.ts"
import { holdAuthority, outranks } from "../accounts/authority.ts"
import { hashOf, newApiKey } from "../accounts/tokens.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

const LABEL_LENGTH_AT_MOST = 120

export interface CreatedKey {
  id: string
  label: string
  role: AccountRole
  /** The key itself: shown this once and kept nowhere. */
  key: string
}

/** Makes a key for a program. It never allows more than its maker may do. */
export async function createKey(
  db: Database,
  actor: Actor,
  input: { label: string; role: AccountRole },
): Promise<CreatedKey | Refusal> {
  const label = input.label.trim()
  if (label === "") return refuse("invalid", "Say which program the key is for.", "label")
  if (label.length > LABEL_LENGTH_AT_MOST) {
    return refuse("invalid", `Use at most ${LABEL_LENGTH_AT_MOST} characters for the label.`, "label")
  }
  return await inTransaction(db, async (tx) => {
    const authority = await holdAuthority(tx, actor)
    if (authority === null) return refuse("not_signed_in", "Your account or key has been removed.")
    if (outranks(input.role, authority)) {
      return refuse("not_allowed", "A key can have your own role or one below it.", "role")
    }
    const made = { id: randomUUID(), label, role: input.role, key: newApiKey() }
    const { key, ...row } = made
    await tx.insert(apiKey).values({ ...row, keyHash: hashOf(key), createdBy: actor.id })
    return made
  })
}
