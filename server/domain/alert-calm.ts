import { Temporal } from "temporal-polyfill"
import type { Cadence, EndpointType } from "./alert-values.ts"

/*
 * When messages go: never before the hold is over, never within somebody's quiet hours, and few instead of many. All
 * instants are epoch ms. Pure.
 */

/** How somebody wants to be told at one endpoint. */
export interface Pace {
  type: EndpointType
  cadence: Cadence
  /** IANA name. */
  timeZone: string
  /** Hour of the day, 0 to 23, at which a daily digest goes. */
  digestHour: number
  /** Minutes of the day between which mail and push wait, which may run over midnight; null where they never do. */
  quietFrom: number | null
  quietTo: number | null
}

export interface Times {
  /** When the message goes. */
  dueAt: number
  /** What it takes in may not put it off beyond this. */
  latestAt: number
}

/** After the hold mail and push wait for a moment for what follows closely, and take it in for so long at most. */
const GATHER_MS = 5_000
const LONGEST_GATHER_MS = 5 * 60_000

/** When what is held until `heldUntil` goes to an endpoint. Webhook and inbox: at once. Mail and push: calmly. */
export function goesAt(heldUntil: number, pace: Pace): Times {
  if (!gathers(pace.type)) return { dueAt: heldUntil, latestAt: heldUntil }
  switch (pace.cadence) {
    case "instant":
      return {
        dueAt: quietEnds(heldUntil + GATHER_MS, pace),
        latestAt: quietEnds(heldUntil + LONGEST_GATHER_MS, pace),
      }
    case "hourly": {
      const at = quietEnds(nextHour(heldUntil, pace.timeZone), pace)
      return { dueAt: at, latestAt: at }
    }
    case "daily": {
      const at = quietEnds(nextDigest(heldUntil, pace), pace)
      return { dueAt: at, latestAt: at }
    }
    default:
      return pace.cadence satisfies never
  }
}

/** Whether messages of this type take in several changes. */
export function gathers(type: EndpointType): boolean {
  return type === "email" || type === "push"
}

/**
 * The times of an open message once one more alert joins it: the later of both, but not beyond its latest. Null where the
 * alert may not join, since its hold ends after the message must have gone, or since it goes so much later (quiet hours have
 * begun meanwhile) that the message would be late for it.
 */
export function joins(open: Times, next: Times & { heldUntil: number }): Times | null {
  if (next.heldUntil > open.latestAt || next.dueAt - open.dueAt > LONGEST_GATHER_MS) return null
  return { dueAt: Math.min(Math.max(open.dueAt, next.dueAt), open.latestAt), latestAt: open.latestAt }
}

const MOST_MESSAGES = 6
export const FLOOD_WINDOW_MS = 10 * 60_000

/**
 * From when another mail or push may go to an endpoint where some went at `sentAt`: at most six in ten minutes. What waits
 * for it takes in what comes meanwhile.
 */
export function floodWait(sentAt: readonly number[], now: number): number {
  const recent = sentAt.filter((at) => at > now - FLOOD_WINDOW_MS).sort((a, b) => b - a)
  const sixth = recent[MOST_MESSAGES - 1]
  return sixth === undefined ? now : sixth + FLOOD_WINDOW_MS
}

/** An endpoint where every attempt has failed for so long is disabled. */
export const DISABLE_AFTER_MS = 5 * 86_400_000

const SECOND = 1_000
const HOUR = 3_600_000
const BACKOFF_MS = [5 * SECOND, 60 * SECOND, 300 * SECOND, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR]
const LATER_MS = 12 * HOUR
/** With 12 hours between the later ones, the last lies beyond five days, when the endpoint is disabled. */
const MOST_ATTEMPTS = 17
const JITTER = 0.2

/**
 * When to try again after so many failures in a row (1 or more), `chance` being between 0 and 1: later each time, and not
 * for all at the same instant. Never before a receiver's Retry-After, of which a day counts at most. Null: not again.
 */
export function retryAt(failures: number, now: number, chance: number, retryAfterMs = 0): number | null {
  if (failures > MOST_ATTEMPTS) return null
  const wait = (BACKOFF_MS[failures - 1] ?? LATER_MS) * (1 - JITTER + 2 * JITTER * chance)
  return now + Math.round(Math.max(wait, Math.min(retryAfterMs, 24 * HOUR)))
}

/** The instant itself, or the end of the quiet hours that it lies in. */
export function quietEnds(at: number, pace: Pick<Pace, "timeZone" | "quietFrom" | "quietTo">): number {
  const { quietFrom, quietTo, timeZone } = pace
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return at
  const local = zoned(at, timeZone)
  const minute = local.hour * 60 + local.minute
  const overMidnight = quietFrom > quietTo
  const isQuiet = overMidnight
    ? minute >= quietFrom || minute < quietTo
    : minute >= quietFrom && minute < quietTo
  if (!isQuiet) return at
  const day = overMidnight && minute >= quietFrom ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  return atMinute(day, quietTo, timeZone)
}

function nextHour(after: number, timeZone: string): number {
  const local = zoned(after, timeZone).round({ smallestUnit: "hour", roundingMode: "floor" })
  return local.add({ hours: 1 }).epochMilliseconds
}

function nextDigest(after: number, { timeZone, digestHour }: Pace): number {
  const day = zoned(after, timeZone).toPlainDate()
  const today = atMinute(day, digestHour * 60, timeZone)
  return today > after ? today : atMinute(day.add({ days: 1 }), digestHour * 60, timeZone)
}

/** Where a clock is put forward over it, the instant after: half past two that does not exist is half past three. */
function atMinute(day: Temporal.PlainDate, minute: number, timeZone: string): number {
  const time = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60)
  return day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}
