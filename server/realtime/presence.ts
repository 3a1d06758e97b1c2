import { randomUUID } from "node:crypto"
import { z } from "zod"

/** Somebody who has a draft open, in one tab or in several. */
export interface Present {
  statement: string
  id: string
  name: string
}

/** Who is in which draft, on this node and on the others. It is kept in memory alone: nothing of it is a record. */
export interface Presence {
  /** From now until the returned function is called. */
  enter: (slug: string, present: Present) => () => void
  /** Everybody in a draft of this negotiation, each once, by name. */
  at: (slug: string) => Present[]
  /** What another node told; what is none of it is ignored. */
  hear: (payload: string) => void
  /** Tells the others again who is here, and forgets those of nodes that have fallen silent. Every `BEAT_MS`. */
  beat: () => void
  /** Tells the others that everybody here is gone. */
  close: () => Promise<void>
}

export const BEAT_MS = 3_000
/** A node that says nothing for so long is taken for dead, and whoever was there for gone. */
const SILENCE_MS = 10_000

const noticeSchema = z.object({
  node: z.string(),
  slug: z.string(),
  statement: z.string(),
  id: z.string(),
  name: z.string(),
  gone: z.boolean(),
})
type Entry = Omit<z.infer<typeof noticeSchema>, "gone">

export function createPresence(options: {
  /** Hands payloads to the other nodes. What fails is told again with the next beat. */
  tell: (payloads: string[]) => Promise<void>
  onChange: (slug: string) => void
  clock?: () => number
}): Presence {
  const { tell, onChange, clock = Date.now } = options
  const node = randomUUID()
  const here = new Map<string, { entry: Entry; tabs: number }>()
  const elsewhere = new Map<string, { entry: Entry; until: number }>()

  function set(entry: Entry, gone: boolean): void {
    const key = keyOf(entry)
    const known = elsewhere.has(key)
    if (gone) elsewhere.delete(key)
    else elsewhere.set(key, { entry, until: clock() + SILENCE_MS })
    if (known === gone) onChange(entry.slug)
  }

  return {
    enter(slug, { statement, id, name }) {
      const entry = { node, slug, statement, id, name }
      const key = keyOf(entry)
      const now = here.get(key) ?? { entry, tabs: 0 }
      here.set(key, now)
      now.tabs += 1
      if (now.tabs === 1) {
        onChange(slug)
        void tell([payload(entry, false)])
      }
      let left = false
      return () => {
        if (left) return
        left = true
        now.tabs -= 1
        if (now.tabs > 0) return
        here.delete(key)
        onChange(slug)
        void tell([payload(entry, true)])
      }
    },
    at(slug) {
      const all = [...here.values(), ...elsewhere.values()].map(({ entry }) => entry)
      const once = new Map(
        all
          .filter((entry) => entry.slug === slug)
          .map(({ statement, id, name }) => [`${statement} ${id}`, { statement, id, name }]),
      )
      return [...once.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    },
    hear(text) {
      const notice = noticeSchema.safeParse(readJson(text)).data
      if (!notice || notice.node === node) return
      const { gone, ...entry } = notice
      set(entry, gone)
    },
    beat() {
      for (const { entry, until } of [...elsewhere.values()]) if (until <= clock()) set(entry, true)
      if (here.size > 0) void tell([...here.values()].map(({ entry }) => payload(entry, false)))
    },
    close: () => tell([...here.values()].map(({ entry }) => payload(entry, true))),
  }
}

function keyOf({ node, slug, statement, id }: Entry): string {
  return JSON.stringify([node, slug, statement, id])
}

function payload(entry: Entry, gone: boolean): string {
  return JSON.stringify({ ...entry, gone })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
