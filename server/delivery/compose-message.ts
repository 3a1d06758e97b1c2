import type { AlertItem } from "../domain/alert-item.ts"
import { CONFIRM_WITHIN_MS, noticeSentence } from "../domain/alert-notice.ts"
import { filterWords } from "../domain/filter-words.ts"
import { alertItem } from "../domain/wording.ts"
import type { ClaimedMessage } from "./claim-messages.ts"
import { noticePayload, pushPayload, pushTag } from "./push-payload.ts"
import type { ToldChange } from "./read-contents.ts"
import { alertMail, noticeMail, type RenderedMail } from "./render-mail.ts"
import type { SignedLinks } from "./signed-links.ts"
import { webhookBody } from "./webhook-body.ts"

/** A message as it leaves, before it is signed, encrypted or handed to a mail server. */
export type ComposedMessage =
  | { type: "email"; mail: RenderedMail }
  | { type: "push"; payload: string; urgent: boolean; topic: string }
  | { type: "webhook"; body: string }
  | { type: "inbox"; told: string }

export interface ComposeParts {
  /** Public origin that links begin with; empty where nobody has named it, so that they are paths. */
  origin: string
  links: SignedLinks
}

/**
 * Puts into words and form what a claimed message carries. `told` in the order of the log; empty for a notice. Pure but for
 * the signing of links.
 */
export function composeMessage(
  message: ClaimedMessage,
  told: ToldChange[],
  parts: ComposeParts,
): ComposedMessage {
  switch (message.type) {
    case "email":
      return { type: "email", mail: mailOf(message, told, parts) }
    case "push":
      return pushOf(message, told, parts)
    case "webhook":
      return { type: "webhook", body: told.map((one) => bodyOf(one, parts)).join("") }
    case "inbox":
      return { type: "inbox", told: newsOf(message, told) }
    default:
      return message.type satisfies never
  }
}

function itemOf({ change, names, severity }: ToldChange): AlertItem {
  return alertItem(change, names, severity)
}

function mailOf(message: ClaimedMessage, told: ToldChange[], parts: ComposeParts): RenderedMail {
  const { origin, links } = parts
  const manage = managePath(message, parts)
  const { notice, createdAt, asked = "" } = message
  if (notice) {
    const path = notice.kind === "confirm" ? confirmPath(notice.subscription, createdAt, links) : manage
    return noticeMail({ origin, notice, asked, path })
  }
  return alertMail({
    origin,
    cadence: message.cadence,
    timeZone: message.timeZone,
    items: told.map((one) => ({
      item: itemOf(one),
      reasons: one.subscriptions.map(({ id, filter }) => ({
        words: filterWords(filter, one.names),
        stop: `/alerts/stop/${links.sign({ purpose: "stop", subscription: id })}`,
      })),
      followsUp: one.subscriptions.every(({ followsUp }) => followsUp),
    })),
    links: { manage, stop: stopPath(message, parts) },
    follows: told.flatMap(({ follows }) => follows),
  })
}

function confirmPath(subscription: string, askedAt: number, links: SignedLinks): string {
  const expiresAt = askedAt + CONFIRM_WITHIN_MS
  return `/alerts/confirm/${links.sign({ purpose: "confirm", subscription, expiresAt })}`
}

/** What the subscriptions hear of that asked for it. */
function whyOf({ subscriptions, names }: ToldChange): string[] {
  return subscriptions.flatMap(({ filter, followsUp }) => (followsUp ? [] : filterWords(filter, names)))
}

function pushOf(
  message: ClaimedMessage,
  told: ToldChange[],
  parts: ComposeParts,
): Extract<ComposedMessage, { type: "push" }> {
  const items = told.map(itemOf)
  const path = managePath(message, parts)
  if (message.notice) {
    const sentence = noticeSentence(message.notice)
    const payload = noticePayload({ sentence, path, tag: message.id })
    return { type: "push", payload, urgent: false, topic: message.id }
  }
  return {
    type: "push",
    payload: pushPayload(items, { several: path, stop: stopPath(message, parts), why: told.flatMap(whyOf) }),
    urgent: items.some(({ severity }) => severity === "urgent"),
    topic: pushTag(items),
  }
}

/** Who has an account manages there; anybody else by a signed link. */
function managePath({ userId, subscriber, linkGeneration }: ClaimedMessage, { links }: ComposeParts): string {
  return userId === null
    ? `/alerts/manage/${links.sign({ purpose: "manage", subscriber, generation: linkGeneration })}`
    : "/alerts"
}

/** Ends what brought this message. */
function stopPath({ id }: ClaimedMessage, { links }: ComposeParts): string {
  return `/alerts/stop/${links.sign({ purpose: "stop-message", message: id })}`
}

function bodyOf(told: ToldChange, { origin }: ComposeParts): string {
  const { headline, path } = itemOf(told)
  return webhookBody({
    change: told.change,
    subscriptions: told.subscriptions.map(({ id }) => id),
    headline,
    url: origin + path,
    followsUp: told.subscriptions.every(({ followsUp }) => followsUp),
  })
}

/** What its owner's open pages hear over the socket: enough to show it, and no more than a notice may carry. */
function newsOf({ id, userId, notice }: ClaimedMessage, told: ToldChange[]): string {
  const [item] = told.map(itemOf)
  const news = item && {
    negotiation: item.negotiation.slug,
    seq: item.seq,
    kind: item.kind,
    severity: item.severity,
    headline: item.headline.slice(0, 1_000),
    path: item.path,
    recordedAt: item.recordedAt,
  }
  return JSON.stringify({ user: userId, alert: { message: id, ...news, ...(notice && { notice }) } })
}
