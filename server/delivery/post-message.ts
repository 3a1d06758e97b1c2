import { isRefusal, type RefusalCode } from "../domain/refusal.ts"
import { type GuardedAnswer, guardedFetch, type Network } from "./guarded-fetch.ts"
import type { Outcome } from "./outcome.ts"

export type TimedOutcome = Outcome & { tookMs: number }

/**
 * Posts one message to an address that somebody gave us, and names how it ended. Redirects are not followed; what the
 * receiver says besides its status is dropped unread. `ownOutcomes`: what a status means on this channel alone.
 */
export async function postMessage(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string | Uint8Array },
  network: Network,
  ownOutcomes: Readonly<Record<number, Outcome>> = {},
): Promise<TimedOutcome> {
  const started = performance.now()
  const answer = await guardedFetch(
    url,
    { method: "POST", headers, body, timeoutMs: TIMEOUT_MS, maxBytes: DRAINED_BYTES, onlyStatus: true },
    network,
  )
  const outcome = isRefusal(answer)
    ? unanswered(answer.code)
    : { ...(ownOutcomes[answer.status] ?? answered(answer)), status: answer.status }
  return { ...outcome, tookMs: Math.round(performance.now() - started) }
}

const TIMEOUT_MS = 10_000
const DRAINED_BYTES = 65_536
/** Nobody makes us wait for longer, however long they ask. */
const LONGEST_WAIT_MS = 86_400_000

/** What it came to where nobody answered, by the guard's own names. */
function unanswered(code: RefusalCode): Outcome {
  switch (code) {
    case "address_not_public":
    case "not_http":
      return { verdict: "refused", name: code }
    case "too_large":
      return { verdict: "retry", name: "answer_too_large" }
    default:
      return { verdict: "retry", name: code }
  }
}

function answered({ status, headers }: GuardedAnswer): Outcome {
  if (status >= 200 && status < 300) return { verdict: "delivered", name: "delivered" }
  if (status === 404 || status === 410) return { verdict: "gone", name: "gone" }
  if (status >= 300 && status < 400) return { verdict: "retry", name: "redirect_refused" }
  const retryAfterMs = status === 429 || status === 503 ? waitAsked(headers.get("retry-after")) : undefined
  return {
    verdict: "retry",
    name: `answered_${status}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

/** `Retry-After` in ms: seconds, or a date as RFC 9110 has servers write it. Undefined where it says nothing of use. */
function waitAsked(header: string | undefined): number | undefined {
  const text = header?.trim() ?? ""
  const waitMs = /^\d+$/.test(text)
    ? Number(text) * 1000
    : /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
      ? Date.parse(text) - Date.now()
      : 0
  return waitMs > 0 ? Math.min(waitMs, LONGEST_WAIT_MS) : undefined
}
