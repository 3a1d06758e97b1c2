import ical, { ICalCalendarMethod } from "ical-generator"
import type { CalendarEntry } from "../domain/calendar.ts"

export const CALENDAR_TYPE = "text/calendar; charset=utf-8"

/**
 * A calendar as iCalendar (RFC 5545). A day is a date and a time an instant in UTC, so that no zone has to travel with it;
 * `zone` says on which day an instant at midnight lies. The same entries give the same text.
 */
export function writeCalendar(
  { slug, title, zone }: { slug: string; title: string; zone: string },
  entries: CalendarEntry[],
  origin: string,
): string {
  const calendar = ical({
    name: title,
    prodId: { company: "Parley", product: "calendar", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
    url: `${origin}/${slug}`,
  })
  for (const { id, title: summary, description, start, end, isAllDay, path, recordedAt } of entries) {
    calendar.createEvent({
      id: `${slug}-${id}@parley`,
      summary: printable(summary),
      description: printable(description) || null,
      // a later version of the same entry has the greater number
      sequence: Math.floor(recordedAt / 1_000) % 2_147_483_647,
      stamp: new Date(recordedAt),
      url: `${origin}/${slug}${path}`,
      allDay: isAllDay,
      start: isAllDay ? dayAt(start, zone) : new Date(start),
      end: isAllDay ? dayAt(end, zone) : new Date(end),
    })
  }
  return calendar.toString()
}

/** Midnight UTC of the day on which an instant lies in a zone: what the library writes as that date. */
function dayAt(instant: number, zone: string): Date {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(
    new Date(instant),
  )
  return new Date(`${day}T00:00:00Z`)
}

/** Control characters are no text in a calendar. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "")
}
