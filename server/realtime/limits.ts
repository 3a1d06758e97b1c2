/** A bucket of tokens: `burst` at once, `perSecond` in the long run. */
export function tokenBucket(burst: number, perSecond: number, clock: () => number = Date.now): () => boolean {
  let tokens = burst
  let at = clock()
  return () => {
    const now = clock()
    tokens = Math.min(burst, tokens + ((now - at) / 1_000) * perSecond)
    at = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

/** Counts what is open from each address. */
export function addressCounter(most: number) {
  const counts = new Map<string, number>()
  return {
    isFull: (address: string) => (counts.get(address) ?? 0) >= most,
    enter(address: string): void {
      counts.set(address, (counts.get(address) ?? 0) + 1)
    },
    leave(address: string): void {
      const left = (counts.get(address) ?? 1) - 1
      if (left > 0) counts.set(address, left)
      else counts.delete(address)
    },
  }
}
