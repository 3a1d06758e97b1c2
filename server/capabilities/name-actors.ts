import type { Reader } from "../../db/client.ts"

/**
 * Names of those who acted, by the ids under which the log knows them; an account that is gone keeps the name it had last.
 * For the desk only: readers are never told who recorded something.
 */
export async function nameActors(db: Reader, ids: readonly string[]): Promise<(id: string) => string> {
  const { rows } = await db.$client.query<{ id: string; name: string }>({
    name: "name-actors",
    text: `select 'user:' || id as id, name from "user" where 'user:' || id = any($1)
           union all select 'key:' || id, label from api_key where 'key:' || id = any($1)
           union all select subject, before ->> 'name' from audit
                      where subject = any($1) and verb = 'removed' and before ? 'role'`,
    values: [[...new Set(ids)]],
  })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
