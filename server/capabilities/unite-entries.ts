import type { Transaction } from "../../db/client.ts"
import { spellingsWithout } from "./edited-entry.ts"

/**
 * Gives the kept person the names, spellings and offices of the merged one, without doubles, and lets the merged entry lead
 * to it. Where both have a name in one language, that of the kept one stays and the other becomes a spelling.
 */
export async function uniteEntries(tx: Transaction, merged: number, kept: number): Promise<void> {
  const [from, to] = [await readSpellings(tx, merged), await readSpellings(tx, kept)]
  if (!from || !to) throw new Error("An entry that was locked is gone.")
  const names = { ...from.names, ...to.names }
  const aliases = spellingsWithout(to.name, [
    ...to.aliases,
    from.name,
    ...from.aliases,
    ...Object.values(from.names).filter((name) => !Object.values(names).includes(name)),
  ])
  await tx.$client.query("update person set names = $2::jsonb, aliases = $3::text[] where id = $1", [
    kept,
    JSON.stringify(names),
    aliases,
  ])
  await tx.$client.query(
    `delete from office mine using office theirs
      where mine.person_id = $1 and theirs.person_id = $2
        and (mine.actor_id, mine.title, mine.tier, mine."from", mine."to")
            is not distinct from (theirs.actor_id, theirs.title, theirs.tier, theirs."from", theirs."to")`,
    [merged, kept],
  )
  await tx.$client.query("update office set person_id = $2 where person_id = $1", [merged, kept])
  await tx.$client.query("update person set merged_into = $2 where id = $1 or merged_into = $1", [
    merged,
    kept,
  ])
}

async function readSpellings(tx: Transaction, id: number) {
  const { rows } = await tx.$client.query<{ name: string; names: Record<string, string>; aliases: string[] }>(
    "select name, coalesce(names, '{}') as names, coalesce(aliases, '{}') as aliases from person where id = $1",
    [id],
  )
  return rows[0]
}
