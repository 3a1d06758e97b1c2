import { bigint, timestamp } from "drizzle-orm/pg-core"

/** An instant of the record: UTC, to the millisecond, as JavaScript keeps it. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" })

/** Epoch milliseconds: what the rules compare. Kept as a number so that SQL and the pure rules order alike. */
export const epochMs = (name: string) => bigint(name, { mode: "number" })

/** `known_to` of what is still known; also "never" for an end that no date sets. The largest instant of JavaScript. */
export const FOREVER_MS = 8_640_000_000_000_000

/** From and until when a row was what the board knew; "what did this board show then" reads by these. */
export const known = () => ({
  knownFrom: epochMs("known_from").notNull(),
  knownTo: epochMs("known_to").notNull().default(FOREVER_MS),
})
