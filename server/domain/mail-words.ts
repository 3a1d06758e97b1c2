import type { AlertItem } from "./alert-item.ts"
import type { AlertNotice } from "./alert-notice.ts"
import type { Cadence } from "./alert-values.ts"
import { outcomeWords } from "./outcome-words.ts"
import type { ChangeKind } from "./vocabulary.ts"

/** What mails say around the changes they tell of, in English. Pure. */
export const MAIL_WORDS = {
  name: "Parley",
  corrects: "Correction",
  withdraws: "Withdrawn",
  /** Above what another change in the same mail corrects or withdraws. */
  since: {
    corrected: "As first told, before the correction",
    withdrawn: "As first told, before it was withdrawn",
  },
  note: (kind: ChangeKind) => (kind === "statement.withdrawn" ? "Why" : "What was wrong"),
  /** Before what else the change does, where its headline is a move; before all that it does, where not. */
  also: "Also",
  onTheBoard: "On the board",
  from: "from",
  to: "to",
  source: "Source",
  furtherSources: (count: number) => (count === 1 ? "and 1 more source" : `and ${count} more sources`),
  furtherEffects: (count: number) => (count === 1 ? "and 1 more effect" : `and ${count} more effects`),
  /** The time in its reader's zone, from `instantWords`. */
  recorded: (when: string) => `Recorded ${when}`,
  read: "Read it on Parley",
  asked: (reasons: string[]) => `You asked for: ${reasons.join("; ")}`,
  askedOnce: (reason: string) => `You get this because you asked for: ${reason}`,
  toldBefore: "You get this because you were told of the statement before.",
  stopOne: "Stop this",
  stop: "Stop these alerts",
  manage: "Change what you follow",
  linksAreSafe: "Opening a link changes nothing; a button on its page does.",
  about: "Parley logs what officials say, each statement with its source.",
  copyLink: "Or copy this address into your browser:",
  digest: { instant: "Alert", hourly: "Hourly digest", daily: "Daily digest" } satisfies Record<
    Cadence,
    string
  >,
  changes: (count: number) => (count === 1 ? "1 change" : `${count} changes`),
  /** Of one negotiation, what a mail has no room for. */
  left: (count: number, title: string) =>
    `${count === 1 ? "1 more change" : `${count} more changes`} in ${title}`,
} as const

/**
 * The subject of a mail about so many changes, of which this one weighs most: "Russia on a 30-day ceasefire: from none recorded
 * to in principle", "3 changes: Russia on ...", "Correction: Vladimir Putin: ...".
 */
export function mailSubject({ kind, said, headline }: AlertItem, count: number): string {
  const told = said ? `${said.speaker}: ${said.gist}` : headline
  const others = count > 1 ? `, and ${MAIL_WORDS.changes(count - 1)}` : ""
  if (kind === "statement.corrected") return `${MAIL_WORDS.corrects}${others}: ${told}`
  if (kind === "statement.withdrawn") return `${MAIL_WORDS.withdraws}${others}: ${told}`
  return count > 1 ? `${MAIL_WORDS.changes(count)}: ${headline}` : headline
}

/** "26 November 2026, 08:02, Kyiv time". In: an ISO instant and the IANA name of its reader's zone. */
export function instantWords(at: string, zone: string): string {
  const { day, time } = dayAndTime(at, zone)
  return `${day}, ${time}, ${zoneWords(zone)}`
}

/** The time that two instants span: "26 November 2026, 08:02 to 08:07, Kyiv time". */
export function spanWords(from: string, to: string, zone: string): string {
  const [first, last] = [dayAndTime(from, zone), dayAndTime(to, zone)]
  if (first.day !== last.day) {
    return `${first.day}, ${first.time} to ${last.day}, ${last.time}, ${zoneWords(zone)}`
  }
  return first.time === last.time
    ? `${first.day}, ${first.time}, ${zoneWords(zone)}`
    : `${first.day}, ${first.time} to ${last.time}, ${zoneWords(zone)}`
}

/** What a notice says around its one link. Its subject is `noticeSentence`. */
export function noticeMailWords(notice: AlertNotice): { before: string; after: string[]; link: string } {
  switch (notice.kind) {
    case "confirm":
      return {
        before: "Somebody entered this address to be told of:",
        after: [
          "Nothing is sent before you confirm it. The link is good for 48 hours.",
          "If it was not you, ignore this mail: nothing more will come.",
        ],
        link: "See it and confirm",
      }
    case "manage":
      return {
        before: "Somebody entered this address to get the link to what it follows.",
        after: [
          "Whoever has the link can change and end all of it. Do not pass it on.",
          "If it was not you, ignore this mail: nothing has changed.",
        ],
        link: "Open what you follow",
      }
    case "endpoint_disabled":
      return {
        before: `${outcomeWords(notice.outcome)}. Nothing more is sent there.`,
        after: ["The link shows what you followed there, and lets you choose where you are told instead."],
        link: "Open what you follow",
      }
    default:
      return notice satisfies never
  }
}

function dayAndTime(at: string, zone: string): { day: string; time: string } {
  const parts = formatOf(zone).formatToParts(new Date(at))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ""
  return { day: `${of("day")} ${of("month")} ${of("year")}`, time: `${of("hour")}:${of("minute")}` }
}

/** "Kyiv time" for Europe/Kyiv; a zone that is named after no place keeps its name. */
function zoneWords(zone: string): string {
  const place = zone.startsWith("Etc/") ? undefined : zone.split("/").slice(1).at(-1)
  return place ? `${place.replaceAll("_", " ")} time` : zone
}

/** Making a format costs more than the rest of a mail; there are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  })
  formats.set(timeZone, format)
  return format
}
