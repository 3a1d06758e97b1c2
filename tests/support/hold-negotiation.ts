import pg from "pg"

/** Holds a negotiation as a commit does that is under way, until it is let go: whoever else would save there waits. */
export async function holdNegotiation(
  databaseUrl: string,
  slug: string,
): Promise<{ letGo(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query("begin")
  await client.query("select 1 from negotiation where slug = $1 for update", [slug])
  return {
    async letGo() {
      await client.query("rollback")
      await client.end()
    },
  }
}
