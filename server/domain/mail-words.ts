import type { AlertItem } from "./alert-item.ts"
import type { AlertNotice } from "./alert-notice.ts"
import type { Cadence, EndpointType } from "./alert-values.ts"

/** What mails say around the changes they tell of, in English. Pure. */
export const MAIL_WORDS = {
  corrected: "What was wrong",
  why: "Why you got this",
  whyFollowUp: "You were told of this statement before; whoever was is told of its correction.",
  read: "Read it on Parley",
  source: "Source",
  stopOne: "Stop this one",
  stop: "Stop these alerts",
  manage: "Change what you follow",
  recorded: (when: string) => `Published here ${when}`,
  more: (count: number) => `And ${count} more. All of them stand in your delivery log.`,
  foot: "Parley logs what officials say, each statement with its source, and derives every position from those statements alone.",
} as const

/** The subject of a mail about these changes, the weightiest first. */
export function mailSubject(items: readonly AlertItem[], cadence: Cadence): string {
  const [first] = items
  if (!first) return ""
  if (items.length === 1) return first.headline
  const digest = cadence === "instant" ? "" : `${cadence === "daily" ? "Daily" : "Hourly"} digest, `
  return `${digest}${items.length} changes: ${first.headline}`
}

/** What a notice says: its subject, its paragraphs and what its one link is called. */
export function noticeMailWords(
  notice: AlertNotice,
  asked: string,
): { subject: string; paragraphs: string[]; link: string } {
  switch (notice.kind) {
    case "confirm":
      return {
        subject: "Confirm your alerts from Parley",
        paragraphs: [
          "Somebody, you we hope, asked to be told at this address of:",
          asked,
          "Nothing is sent here until you confirm it. The link is good for 48 hours.",
          "If it was not you, leave the link alone: nothing more will come.",
        ],
        link: "See it and confirm",
      }
    case "manage":
      return {
        subject: "Your alerts from Parley",
        paragraphs: [
          "Somebody asked for the link to what this address follows. Whoever has it can change and end it: do not pass it on.",
          "If it was not you, nothing has changed.",
        ],
        link: "Open what you follow",
      }
    case "endpoint_disabled":
      return {
        subject: `Alerts to ${notice.address || ENDPOINT_WORDS[notice.type]} have stopped`,
        paragraphs: [
          `${ENDPOINT_WORDS[notice.type]}${notice.address ? ` at ${notice.address}` : ""} did not take what we sent (${notice.outcome}). Nothing more is sent there.`,
          "What you follow there is still yours: give it another address, or subscribe again once it works.",
        ],
        link: "Open what you follow",
      }
    default:
      return notice satisfies never
  }
}

const ENDPOINT_WORDS: Record<EndpointType, string> = {
  email: "Your mailbox",
  push: "A browser",
  webhook: "A webhook",
  inbox: "Your inbox",
}
