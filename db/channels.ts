import type { Reader } from "./client.ts"

/**
 * What nodes tell each other over PostgreSQL. A notice is heard once, by those who listen at that moment, and only where
 * its transaction commits: it wakes somebody up, and whatever must not be lost is read from a table.
 */
export const CHANNELS = {
  /** The public log of a negotiation has grown; its slug. */
  change: "parley_change",
  /** The desk's own stream has grown; the slug. */
  desk: "parley_desk",
  /** Somebody may do less than before, or nothing any more; who, as the log names them. See `endConnectionsOf`. */
  account: "parley_account",
  /** Who is in which draft, as JSON; see server/realtime/presence.ts. */
  presence: "parley_presence",
  /** Somebody's inbox has something new; JSON with the `user` and the `alert` that their open pages are told. */
  alert: "parley_alert",
} as const

/** Tells every node that listens, once the transaction commits; at once where there is none. At most 8,000 bytes each. */
export async function notify(db: Reader, channel: string, payloads: string[]): Promise<void> {
  await db.$client.query("select pg_notify($1, payload) from unnest($2::text[]) payload", [channel, payloads])
}
