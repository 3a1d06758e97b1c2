import type { MessageState } from "../../server/domain/alert-values.ts"
import { count } from "./en.ts"

/** Every string of the logs of what was sent: the reader's own, Admin's, and development's outbox. */

export const deliveryLog = {
  heading: "Delivery log",
  standfirst: "Every message of this subscription, each attempt, and what came of it.",
  none: "Nothing has been sent yet.",
  noneNext: "As soon as something changes that it asks for, the message stands here with each attempt.",
  back: "What you follow",
  dueToday: "next at",
  dueAt: "next on",
  attempts: (n: number) => count(n, "attempt"),
  took: (ms: number) => `${ms} ms`,
  answered: (status: number) => `answered ${status}`,
  resend: "Send again",
  resent: "It is on its way again. Load the page again to see how it went.",
  pages: "Pages",
  earlier: "Earlier",
  latest: "Latest",
  told: (n: number) => `and ${count(n, "more change")}`,
  erased: "What this told can no longer be shown.",
} as const

export const deliveries = {
  heading: "Deliveries",
  standfirst: "Every message to every subscriber, each attempt, and what came of it.",
  failing: "Failing",
  failingText:
    "Every attempt has failed since then. After five days a place is stopped, and its owner told elsewhere.",
  since: "Since",
  failures: (n: number) => count(n, "failure"),
  stopped: "stopped",
  state: "State",
  channel: "Channel",
  any: "Any",
  apply: "Apply",
  none: "No message matches.",
  noneNext: "Messages stand here as soon as a change concerns somebody who subscribed.",
} as const

export const messageStates: Record<MessageState, string> = {
  waiting: "Waiting",
  sending: "Being sent",
  delivered: "Delivered",
  failed: "Failed",
  stopped: "Stopped",
}

export const outbox = {
  heading: "Outbox",
  standfirst:
    "In development nothing leaves this machine. Every message is shown here as it would have been sent.",
  none: "Nothing has been sent yet.",
  noneNext: "Subscribe, publish a statement, and wait for the end of the hold: the message appears here.",
  to: "to",
  mail: (subject: string) => `The mail “${subject}”`,
  asText: "As plain text",
  headers: "Headers",
} as const
