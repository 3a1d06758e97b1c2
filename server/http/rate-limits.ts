import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import type { Actor } from "../capabilities/matrix.ts"
import type { LimitReached } from "./api.ts"
import { isLoopback, networkOf } from "./client-address.ts"

/** How often one may ask, counted on this node alone. */
export interface RateLimits {
  /**
   * Everything that comes from one network, known or not; what a room full of readers needs fits in. This machine itself
   * is not limited: a proxy on it that does not say for whom it asks speaks for everybody.
   */
  request(ip: string): Promise<LimitReached | undefined>
  /** A change: by key, by person, or by network where nobody is known. */
  mutation(actor: Actor | null, ip: string): Promise<LimitReached | undefined>
  /** Clipping, which makes us ask others and work for seconds. */
  clip(actor: Actor): Promise<LimitReached | undefined>
  /** Having a mail sent to an address that somebody enters: by network, and by address whoever asks. */
  mailTo(address: string, ip: string): Promise<LimitReached | undefined>
  /** Signing in, and everything else that tries a secret. */
  signIn(ip: string): Promise<LimitReached | undefined>
}

/** Points in each window of `seconds`. A newsroom's import by key may run at 500 a second. */
export const LIMITS = {
  request: { points: 6_000, seconds: 10 },
  byKey: { points: 5_000, seconds: 10 },
  byPerson: { points: 300, seconds: 10 },
  unknown: { points: 60, seconds: 60 },
  clip: { points: 60, seconds: 60 },
  signIn: { points: 30, seconds: 60 },
  mailFrom: { points: 20, seconds: 3_600 },
  mailTo: { points: 5, seconds: 3_600 },
  /** From this machine itself: programs that try everything out, and a proxy that does not say for whom it asks. */
  unknownHere: { points: 600, seconds: 60 },
  signInHere: { points: 600, seconds: 60 },
  mailFromHere: { points: 600, seconds: 3_600 },
} as const

export function createRateLimits(): RateLimits {
  const request = limiter("request")
  const byKey = limiter("byKey")
  const byPerson = limiter("byPerson")
  const unknown = limiter("unknown")
  const clip = limiter("clip")
  const signIn = limiter("signIn")
  const unknownHere = limiter("unknownHere")
  const signInHere = limiter("signInHere")
  const mailFrom = limiter("mailFrom")
  const mailTo = limiter("mailTo")
  const mailFromHere = limiter("mailFromHere")
  return {
    request: async (ip) => (isLoopback(ip) ? undefined : take(request, networkOf(ip))),
    mutation: (actor, ip) => {
      if (actor === null) return take(isLoopback(ip) ? unknownHere : unknown, networkOf(ip))
      return take(actor.id.startsWith("user:") ? byPerson : byKey, actor.id)
    },
    clip: (actor) => take(clip, actor.id),
    mailTo: async (address, ip) =>
      (await take(isLoopback(ip) ? mailFromHere : mailFrom, networkOf(ip))) ??
      (await take(mailTo, address.trim().toLowerCase().slice(0, 320))),
    signIn: (ip) => take(isLoopback(ip) ? signInHere : signIn, networkOf(ip)),
  }
}

function limiter(name: keyof typeof LIMITS): RateLimiterMemory {
  const { points, seconds } = LIMITS[name]
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
}

async function take(from: RateLimiterMemory, key: string): Promise<LimitReached | undefined> {
  try {
    await from.consume(key)
    return undefined
  } catch (reached) {
    if (reached instanceof RateLimiterRes) return { retryAfterSeconds: reached.msBeforeNext / 1000 }
    throw reached
  }
}
