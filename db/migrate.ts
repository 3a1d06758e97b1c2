import { fileURLToPath } from "node:url"
import { drizzle } from "drizzle-orm/node-postgres"
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator"
import pg from "pg"

/** Any number will do, as long as every node of Parley takes the same one. */
const MIGRATION_LOCK = 7_205_001

/**
 * Brings the database at `url` to this version's schema. Several nodes may call it at once: the first does the work, the
 * others wait. Throws where the database cannot hold Parley's texts (see `refuseUnfitDatabase`).
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "parley-migrate" })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK])
    await refuseUnfitDatabase(client)
    await runMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
    })
  } finally {
    await client.end()
  }
}

/** Names and quotations in Cyrillic or Arabic are lost to search, or refused, by another encoding or the ctype C. */
async function refuseUnfitDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; unicode: boolean }>(`
    select current_setting('server_version_num')::int as version, pg_encoding_to_char(encoding) as encoding,
           lower('Ж') = 'ж' as unicode
    from pg_database where datname = current_database()`)
  const [found] = rows
  if (!found || found.version < 150_000)
    throw new Error("Parley needs PostgreSQL 15 or later. Point DATABASE_URL at one.")
  if (found.encoding !== "UTF8" || !found.unicode) {
    throw new Error(
      `This database has the encoding ${found.encoding} and a character type without Unicode, so names in other scripts ` +
        "would be lost to search. Create one with ENCODING 'UTF8' and LC_CTYPE 'C.UTF-8' and point DATABASE_URL at it.",
    )
  }
}
