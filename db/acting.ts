import type { Transaction } from "./client.ts"

/**
 * Says to the database who acts in this transaction (`user:<id>`, `key:<id>` or `system`), for the audit. commitChange
 * does it for all that goes through the log, `holdAuthority` for accounts.
 */
export async function actAs(tx: Transaction, actorId: string): Promise<void> {
  await tx.$client.query({
    name: "act-as",
    text: "select set_config('parley.by', $1, true)",
    values: [actorId],
  })
}
