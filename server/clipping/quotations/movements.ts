import type { Passage } from "./find-attribution.ts"
import type { Mention } from "./mention.ts"
import { GENERIC, written } from "./speaker.ts"

/** An armed movement or party that the text names. */
export interface Movement {
  /** As the text first gives its whole name, with the article. */
  name: string
  country: string | null
}

/** What the words for a group mean in one text. */
export interface Movements {
  /** "the group", "la guerrilla": the only movement that the text names. */
  spokenOf(): Movement | null
  /** "the Front", "los rebeldes": a movement by a word of its name. */
  inShort(mention: Mention): Movement | null
}

const HEADS =
  /(?:^|\s)(?:Movement|Front|Party|League|Alliance|Resistance|Brigades?|Liberation|Frente|Partido|Movimiento|Parti|Mouvement|rebels|fighters|rebeldes|rebelles|insurgents)(?:\s|$)/u

interface Named extends Movement {
  key: string
  words: string[]
}

export function knowMovements(passages: readonly Passage[]): Movements {
  const all: Named[] = []
  for (const passage of passages) {
    for (const mention of passage.mentions) {
      const { name, country } = mention
      const isNamed = mention.kind === "body" && /\p{Lu}/u.test(name) && /\s/.test(name) && HEADS.test(name)
      const isKnown = mention.kind === "body" && mention.role === null && MOVEMENTS.has(country)
      if (!isNamed && !isKnown) continue
      const key = isKnown && country ? country : name.toLowerCase().replace(ARTICLE, "")
      all.push({
        key,
        name: written(mention, passage),
        country,
        words: wordsOf(name),
      })
    }
  }
  const shortest = new Map<string, Named>()
  for (const each of all) {
    if (each.name.length < (shortest.get(each.key)?.name.length ?? Infinity)) shortest.set(each.key, each)
  }
  const [first] = shortest.values()
  const only = shortest.size === 1 ? (first ?? null) : null
  const byWord = new Map<string, Map<string, Named>>()
  for (const each of all) {
    if (each.words.length < 2) continue
    for (const word of [each.words[0] ?? "", each.words.at(-1) ?? ""]) {
      const named = byWord.get(word) ?? new Map<string, Named>()
      byWord.set(word, named)
      if (!named.has(each.key)) named.set(each.key, each)
    }
  }

  return {
    spokenOf: () => only,
    inShort: (mention) => {
      const words = wordsOf(mention.name)
      const [word] = words
      // "la guerrilla de las FARC" is the FARC
      const isDescribed = [word, words.at(-1)].some((each) => GENERIC.test(each ?? ""))
      if (isDescribed && words.length > 1 && MOVEMENTS.has(mention.country))
        return shortest.get(mention.country ?? "") ?? null
      if (words.length !== 1 || word === undefined || !mention.isDefinite || mention.country !== null)
        return null
      const fitting = [...(byWord.get(word)?.values() ?? [])]
      return fitting.length === 1 ? (fitting[0] ?? null) : null
    },
  }
}

const MOVEMENTS: ReadonlySet<string | null> = new Set(
  "Hamas Hezbollah Fatah Houthis Taliban FARC ELN M23 RSF PKK ISIS".split(" "),
)

const ARTICLE = /^(?:the|el|los|le|les) /

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/\s+/)
}
