import type { HeldCondition } from "./condition.ts"
import { dateWords } from "./date-words.ts"
import { readEdtf } from "./dates.ts"
import type { AgreementInput, EventInput } from "./negotiation-document.ts"
import { isRefusal } from "./refusal.ts"
import { type BoardNames, CONDITION_KIND_WORDS } from "./wording.ts"

/** What has a date: a deadline, talks, the beginning or the end of an agreement. Instants are epoch ms. */
export interface CalendarEntry {
  /** Unique within the negotiation, and the same as long as the entry is about the same. */
  id: string
  title: string
  description: string
  start: number
  /** Half-open. */
  end: number
  /** Written without a time of day. */
  isAllDay: boolean
  /** Path below the negotiation's page. */
  path: string
  /** When this was recorded; a later one replaces an earlier. */
  recordedAt: number
}

/** Entries stay for a year after they have passed. */
const KEPT_MS = 365 * 86_400_000

/**
 * The calendar of a negotiation: deadlines of open conditions, what agreements begin and end, talks and contacts, in the
 * order of their dates. A date that is uncertain says so in its title; what cannot be read as one is left out.
 */
export function calendarOf(
  known: {
    conditions: readonly HeldCondition[]
    agreements: readonly { content: AgreementInput; recordedAt: number }[]
    events: readonly { content: EventInput; recordedAt: number }[]
    /** Of the latest change: what conditions are now was recorded by then. */
    recordedAt: number
    zone: string
    board: BoardNames
  },
  now: number,
): CalendarEntry[] {
  const { zone, board } = known
  const nameOf = (id: string) => board.parties.find((party) => party.id === id)?.name ?? id
  const entry = (
    id: string,
    date: string | null | undefined,
    words: { title: string; description?: string; path?: string; recordedAt: number },
  ): CalendarEntry[] => {
    const read = date ? readEdtf(date, zone) : undefined
    if (!date || !read || isRefusal(read)) return []
    const isExact = !["year", "month", "interval"].includes(read.precision)
    const doubt = isExact && !read.uncertain && !read.approximate ? "" : ` (${dateWords(date)})`
    return [
      {
        id,
        title: words.title + doubt,
        description: words.description ?? "",
        start: read.start,
        end: read.end,
        isAllDay: ["year", "month", "day"].includes(read.precision) || !date.includes("T"),
        path: words.path ?? "",
        recordedAt: words.recordedAt,
      },
    ]
  }
  const held = Map.groupBy(
    known.conditions.filter(({ open, deadline }) => open && deadline !== null),
    ({ id }) => id,
  )
  const entries = [
    ...[...held].flatMap(([id, of]) => {
      const [first] = of
      if (!first) return []
      const whose = of.map(({ party }) => nameOf(party)).join(", ")
      const title = `Deadline: ${whose}, ${CONDITION_KIND_WORDS[first.kind].toLowerCase()}`
      return entry(`condition-${id}`, first.deadline, {
        title,
        description: first.text,
        path: "/conditions",
        recordedAt: known.recordedAt,
      })
    }),
    ...known.agreements.flatMap(({ content, recordedAt }) => {
      const name = content.title || content.id
      return [
        ...entry(`agreement-${content.id}-starts`, content.starts, { title: `Begins: ${name}`, recordedAt }),
        ...entry(`agreement-${content.id}-expires`, content.expires, { title: `Ends: ${name}`, recordedAt }),
      ]
    }),
    ...known.events
      .filter(({ content }) => content.type === "talks" || content.type === "contact")
      .flatMap(({ content, recordedAt }) =>
        entry(`event-${content.id}`, content.at, { title: content.title, recordedAt }),
      ),
  ]
  return entries
    .filter(({ end }) => end > now - KEPT_MS)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
}
