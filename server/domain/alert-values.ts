/** The values of alerts; see db/schema/alert.ts for what carries them. Pure. */

export const ENDPOINT_TYPES = ["email", "push", "webhook", "inbox"] as const
export type EndpointType = (typeof ENDPOINT_TYPES)[number]

/**
 * `pending` until its owner confirms it; `disabled` after days of failures, until its owner subscribes to the same address
 * anew; `ended` because the receiver said that it is gone.
 */
export const ENDPOINT_STATES = ["pending", "active", "disabled", "ended"] as const
export type EndpointState = (typeof ENDPOINT_STATES)[number]

/** Enough of an address to recognise it by: of a webhook or a push service its host, since the path is a secret at times. */
export function shownAddress(type: EndpointType, address: string): string {
  return type === "email" || address === "" ? address : new URL(address).host
}

export const SUBSCRIPTION_STATES = ["pending", "active", "ended"] as const
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

/** How soon a mail goes. Push, webhook and inbox are always `instant`. */
export const CADENCES = ["instant", "hourly", "daily"] as const
export type Cadence = (typeof CADENCES)[number]

/** How much a change weighs for who is told of it, from most to least. */
export const ALERT_SEVERITIES = ["urgent", "notable", "routine"] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

export const DELIVERY_STATES = ["waiting", "sent", "stopped"] as const

/** `sending` while an attempt runs; `waiting` again between attempts; `failed` when none follows. */
export const MESSAGE_STATES = ["waiting", "sending", "delivered", "failed", "stopped"] as const
export type MessageState = (typeof MESSAGE_STATES)[number]
