import { createHash } from "node:crypto"
import type { FoundFeed } from "./feeds.ts"

export interface WrittenFeed {
  text: string
  /** When the latest of it was recorded, epoch ms; null where no date can tell whether it has changed. */
  updated: number | null
}

/** With a strong tag, which is the same for the same text on every node and after every start. */
export type TaggedFeed = WrittenFeed & { etag: string }

/** However many are asked for, no more than this is kept, in characters; what was asked for longest ago goes first. */
const MOST_CHARACTERS = 20_000_000

/**
 * Keeps feeds as they were written last. In: a feed that was found. Out: its text, written anew only where its stamp is
 * another; several who ask at once wait for one writing.
 */
export function rememberWritten(): (feed: FoundFeed) => Promise<TaggedFeed> {
  const kept = new Map<string, { stamp: string; written: Promise<TaggedFeed>; characters: number }>()
  let characters = 0

  function forget(key: string): void {
    characters -= kept.get(key)?.characters ?? 0
    kept.delete(key)
  }

  return ({ key, stamp, write }) => {
    const known = kept.get(key)
    if (known?.stamp === stamp) {
      // the latest asked for stands last
      kept.delete(key)
      kept.set(key, known)
      return known.written
    }
    forget(key)
    const entry = { stamp, written: write().then(tagged), characters: key.length }
    kept.set(key, entry)
    characters += entry.characters
    entry.written.then(
      ({ text }) => {
        if (kept.get(key) !== entry) return
        entry.characters += text.length
        characters += text.length
        for (const oldest of kept.keys()) {
          if (characters <= MOST_CHARACTERS || oldest === key) break
          forget(oldest)
        }
      },
      () => {
        if (kept.get(key) === entry) forget(key)
      },
    )
    return entry.written
  }
}

function tagged(feed: WrittenFeed): TaggedFeed {
  return { ...feed, etag: `"${createHash("sha256").update(feed.text).digest("base64url").slice(0, 27)}"` }
}
