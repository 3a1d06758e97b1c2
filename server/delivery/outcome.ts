/**
 * How one attempt to send a message ended.
 * `delivered`: the receiver has taken it. `retry`: it may work later. `refused`: it will not work for this message.
 * `gone`: the receiver wants nothing more, and its endpoint ends. `ours`: the fault is on our side (no mail server
 * answers), so it is tried again and the endpoint is not held to account. `nothing_to_send`: nothing is left of what it
 * was to tell, so nothing left.
 */
export interface Outcome {
  verdict: "delivered" | "retry" | "refused" | "gone" | "ours" | "nothing_to_send"
  /** Concrete and stable, for the delivery log: `delivered`, `dns_lookup_failed`, `answered_503`, `too_slow`. */
  name: string
  /** What the receiver answered, where it answered with a number. */
  status?: number
  /** How long the receiver asks us to wait. */
  retryAfterMs?: number
}
