import type { Database } from "../../db/client.ts"
import { type EndpointState, type EndpointType, shownAddress } from "../domain/alert-values.ts"

/** A place that does not take what is sent to it, for the operator. */
export interface FailingEndpoint {
  id: string
  type: EndpointType
  address: string
  /** `active` while it is still tried; `disabled` after days of failures. */
  state: EndpointState
  failingSince: string
  /** Failures in a row. */
  failures: number
  /** Named outcome of the last attempt. */
  outcome: string | null
}

const SHOWN = 100

/** The places where every attempt has failed since some time, those that have failed longest first. */
export async function listFailingEndpoints(db: Database): Promise<FailingEndpoint[]> {
  const { rows } = await db.$client.query<FailingEndpoint & { failingSince: number }>(
    `select e.id, e.type, e.address, e.state, e.failing_since as "failingSince", e.failures,
            (select m.outcome from message m where m.endpoint_id = e.id and m.outcome is not null
              order by m.created_at desc limit 1) as outcome
       from endpoint e where e.failing_since is not null and e.state in ('active', 'disabled')
      order by e.failing_since, e.id limit $1`,
    [SHOWN],
  )
  return rows.map((row) => ({
    ...row,
    address: shownAddress(row.type, row.address),
    failingSince: new Date(row.failingSince).toISOString(),
  }))
}
