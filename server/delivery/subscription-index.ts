import type { Transaction } from "../../db/client.ts"
import { createAlertIndex } from "../domain/alert-index.ts"
import type { Heard, SubscriptionFilter } from "../domain/alert-rules.ts"

/** Every active subscription in memory, indexed by what it asks for. */
export interface SubscriptionIndex {
  /** Brings it up to what is committed. Writers number their writes under a lock: a number that is known has none before it. */
  refresh: (tx: Transaction) => Promise<void>
  match: (negotiationId: number, heard: Heard) => string[]
}

export function createSubscriptionIndex(): SubscriptionIndex {
  let index = createAlertIndex()
  let known = 0
  return {
    async refresh(tx) {
      const { rows: counters } = await tx.$client.query<{ version: number }>(
        "select version from subscription_counter",
      )
      const version = counters[0]?.version ?? 0
      // an older backup was restored: what is in memory is not in the database any more
      if (version < known) [index, known] = [createAlertIndex(), 0]
      if (version === known) return
      const { rows } = await tx.$client.query<Row>({
        name: "read-subscriptions-since",
        text: `select id, negotiation_id as "negotiationId", filter, state, version from subscription
                where version > $1 order by version`,
        values: [known],
      })
      for (const { id, negotiationId, filter, state } of rows) {
        if (state === "active") index.put({ id, negotiationId, filter })
        else index.remove(id)
      }
      known = Math.max(version, rows.at(-1)?.version ?? 0)
    },
    match: (negotiationId, heard) => index.match(negotiationId, heard),
  }
}

interface Row {
  id: string
  negotiationId: number | null
  filter: SubscriptionFilter
  state: "pending" | "active" | "ended"
  version: number
}
