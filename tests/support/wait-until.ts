import { setTimeout as delay } from "node:timers/promises"

/**
 * Asks again and again until the answer is neither undefined, null nor false, and gives that answer. Tests wait for
 * what they mean to see, never for a time to pass.
 */
export async function waitUntil<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  timeoutMs = 10_000,
): Promise<Exclude<Awaited<Answer>, undefined | null | false>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (isThere(answer)) return answer
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for this: ${what}`)
    await delay(15)
  }
}

function isThere<Answer>(answer: Answer): answer is Exclude<Answer, undefined | null | false> {
  return answer !== undefined && answer !== null && answer !== false
}
