import { createHash } from "node:crypto"
import type { Transaction } from "../../db/client.ts"
import { canonicalJson } from "../domain/change.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/** What an entry of the cast looks like at the moment, in a few letters: it differs once anything in it does. */
export function editionOf(entry: object): string {
  return createHash("sha256").update(canonicalJson(entry)).digest("base64url").slice(0, 16)
}

/** Refuses where the entry is not any more as the caller saw it. Nothing has been changed then. */
export function editionRefusal(entry: { edition: string }, seen: string | undefined): Refusal | undefined {
  if (seen === undefined || seen === entry.edition) return undefined
  return refuse(
    "version_conflict",
    "Somebody changed this entry meanwhile. Nothing of yours was stored. Read it again and make your change once more.",
    "edition",
  )
}

/** Alternative spellings without doubles, and without the name itself. */
export function spellingsWithout(name: string, aliases: readonly string[]): string[] {
  return [...new Set(aliases.map((alias) => alias.trim()))].filter((alias) => alias !== "" && alias !== name)
}

/** Sets only what is given; what is undefined stays. Values are cast by the column. */
export async function updateEntry(
  tx: Transaction,
  table: "actor" | "person" | "source",
  id: number,
  fields: Record<string, unknown>,
): Promise<void> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (given.length === 0) return
  await tx.$client.query(
    `update ${table} set ${given.map(([column], i) => `${column} = $${i + 2}`).join(", ")} where id = $1`,
    [id, ...given.map(([, value]) => value)],
  )
}
