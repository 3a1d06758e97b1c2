import type { EndpointType } from "./alert-values.ts"
import { outcomeWords } from "./outcome-words.ts"

/** A message that tells a subscriber something of the subscription itself, not of a change. */
export type AlertNotice =
  /** To an address that somebody entered: confirm, or nothing is ever sent here. */
  | { kind: "confirm"; subscription: string }
  /** The link to one's own subscriptions, asked for by somebody who entered the address. */
  | { kind: "manage" }
  /** Another endpoint of the same subscriber stopped working; `address` is shown shortened. */
  | { kind: "endpoint_disabled"; type: EndpointType; address: string; outcome: string }

/** What asks for a confirmation goes to an address that is not confirmed; nothing else does. */
export function isForPending(notice: AlertNotice | null): boolean {
  return notice?.kind === "confirm"
}

/** A subscription that nobody has confirmed by then is removed. */
export const CONFIRM_WITHIN_MS = 48 * 3_600_000

/** A notice in one sentence, for a list, a push and the subject of a mail. */
export function noticeSentence(notice: AlertNotice): string {
  switch (notice.kind) {
    case "confirm":
      return "Confirm your alerts from Parley"
    case "manage":
      return "Your alerts from Parley"
    case "endpoint_disabled":
      return `Alerts to ${notice.address || ENDPOINT_WORDS[notice.type]} have stopped: ${within(outcomeWords(notice.outcome))}`
    default:
      return notice satisfies never
  }
}

/** A sentence as it stands within another. */
function within(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

const ENDPOINT_WORDS: Record<EndpointType, string> = {
  email: "your address",
  push: "a browser",
  webhook: "a webhook",
  inbox: "your inbox",
}
