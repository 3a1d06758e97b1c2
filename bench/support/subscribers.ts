import type { Database } from "../../db/client.ts"

/**
 * Writes `count` subscribers at once, each with an endpoint and an active subscription of everything. `address` is an SQL
 * expression for the number `n`.
 */
export async function addSubscribers(
  db: Database,
  { type, count, address }: { type: "webhook" | "email"; count: number; address: string },
): Promise<void> {
  const now = Date.now()
  const of = `'${type}-' || n`
  const numbers = `generate_series(1, ${count}) n`
  for (const statement of [
    `insert into subscriber (id, created_at) select ${of}, ${now} from ${numbers}`,
    `insert into endpoint (id, subscriber_id, type, address, state, created_at)
     select ${of}, ${of}, '${type}', ${address}, 'active', ${now} from ${numbers}`,
    "update subscription_counter set version = version + 1",
    `insert into subscription (id, subscriber_id, endpoint_id, filter, state, version, hears_from, created_at)
     select ${of}, ${of}, ${of}, '{}', 'active', c.version, 0, ${now} from ${numbers}, subscription_counter c`,
    "analyze",
  ])
    await db.$client.query(statement)
}

export async function removeSubscribers(db: Database): Promise<void> {
  await db.$client.query("update subscription_counter set version = version + 1")
  await db.$client.query(
    "update subscription set state = 'ended', version = (select version from subscription_counter)",
  )
}
