import { asc, desc, eq, sql } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, apiKey, user } from "../../db/schema/account.ts"

export interface ListedKey {
  id: string
  label: string
  role: AccountRole
  createdAt: Date
  /** Name of the person who made it, where that account still exists; else the actor as recorded. */
  createdBy: string
  revokedAt: Date | null
}

/** All keys, those that work first, newest first. Nothing in it lets anybody in. */
export async function listKeys(db: Reader): Promise<{ items: ListedKey[] }> {
  const items = await db
    .select({
      id: apiKey.id,
      label: apiKey.label,
      role: apiKey.role,
      createdAt: apiKey.createdAt,
      createdBy: sql<string>`coalesce(${user.name}, ${apiKey.createdBy})`,
      revokedAt: apiKey.revokedAt,
    })
    .from(apiKey)
    .leftJoin(user, eq(apiKey.createdBy, sql`'user:' || ${user.id}`))
    .orderBy(sql`${apiKey.revokedAt} is not null`, desc(apiKey.createdAt), asc(apiKey.id))
  return { items }
}
