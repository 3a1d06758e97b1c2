/** Those who wait for a negotiation's board to show a change. */
export interface Waiters {
  /** Resolves with true once `settle` has been told this number or a higher one, with false after `timeoutMs`. */
  waitFor: (slug: string, seq: number, timeoutMs: number) => Promise<boolean>
  settle: (slug: string, seq: number) => void
  /** Everybody who still waits is told that it did not happen. */
  stop: () => void
}

interface Waiter {
  seq: number
  finish: (shown: boolean) => void
}

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<Waiter>>()
  return {
    waitFor: (slug, seq, timeoutMs) =>
      new Promise((resolve) => {
        const waiter: Waiter = {
          seq,
          finish(shown) {
            clearTimeout(timer)
            const others = waiting.get(slug)
            others?.delete(waiter)
            if (others?.size === 0) waiting.delete(slug)
            resolve(shown)
          },
        }
        const timer = setTimeout(() => waiter.finish(false), timeoutMs)
        const others = waiting.get(slug) ?? new Set()
        waiting.set(slug, others.add(waiter))
      }),
    settle(slug, seq) {
      for (const waiter of [...(waiting.get(slug) ?? [])]) if (waiter.seq <= seq) waiter.finish(true)
    },
    stop() {
      for (const all of [...waiting.values()]) for (const waiter of [...all]) waiter.finish(false)
    },
  }
}
