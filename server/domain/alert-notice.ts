import type { EndpointType } from "./alert-values.ts"

/** A message that tells a subscriber something of the subscription itself, not of a change. */
export type AlertNotice =
  /** To an address that somebody entered: confirm, or nothing is ever sent here. */
  | { kind: "confirm"; subscription: string }
  /** The link to one's own subscriptions, asked for by somebody who entered the address. */
  | { kind: "manage" }
  /** Another endpoint of the same subscriber stopped working; `address` is shown shortened. */
  | { kind: "endpoint_disabled"; type: EndpointType; address: string; outcome: string }
