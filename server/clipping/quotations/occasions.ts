import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isVerb, type Mention } from "./mention.ts"
import type { Token } from "./tokens.ts"

/** When words were said and through whom they came; null where it is not told. */
export interface Occasion {
  day: string | null
  via: string | null
}

interface Told extends Occasion {
  paragraph: number
}

/** What a text tells once of an occasion holds for the same speaker's words that follow, until it tells of another. */
export interface Occasions {
  /** The occasion of a speaker's words. `own` is what their sentence tells, `isElsewhere` that it tells of a new one. */
  /** The whole report came through an outlet. */
  carriedBy(via: string): void
  of(speaker: string | null, own: Occasion, paragraph: number, isElsewhere: boolean): Occasion
}

export function followOccasions(): Occasions {
  const latest = new Map<string, Told>()
  let ofAll: string | null = null
  return {
    carriedBy: (via) => {
      ofAll = via
    },
    of: (speaker, own, paragraph, isElsewhere) => {
      if (speaker === null) return own
      const before = latest.get(speaker)
      const isNew =
        (isElsewhere && before?.paragraph !== paragraph) ||
        (own.day !== null && before?.day != null && own.day !== before.day)
      const isOtherRelay = own.via !== null && before?.via != null && own.via !== before.via
      const occasion = {
        day: own.day ?? (isOtherRelay ? null : (before?.day ?? null)),
        via: own.via ?? (isNew ? null : (before?.via ?? ofAll)),
      }
      latest.set(speaker, { ...occasion, paragraph })
      return occasion
    },
  }
}

const VENUES =
  /^(?:reporters|journalists|parliament|lawmakers|briefing|conference|post|posted|tweet|tweeted|speech|address|statement|telegram|x|facebook|twitter|rueda|comunicado|discurso|communiqué|conférence|discours|брифинге|брифінгу|брифингу|заявлении|заяві|журналистам|журналістам|телеграм|بيان|مؤتمر|للصحفيين|للصحافيين|خطاب|تدوينه)$/

/** True where a sentence names an audience or a place of saying of its own. */
export function namesVenue(
  tokens: readonly Token[],
  from: number,
  to: number,
  verb: number,
  lexicon: Lexicon,
): boolean {
  for (let i = Math.max(from, verb - 8); i < Math.min(to, verb + 10); i++) {
    const low = tokens[i]?.low ?? ""
    if (i > verb && lexicon.that.has(low)) return false
    if (tokens[i]?.kind === "word" && VENUES.test(low)) return true
  }
  return false
}

const MEETS =
  /^(?:received|met|welcomed|sat|spoke|reçus|reçu|reçue|recibió|принял|приняла|встретил|встретила|прийняв|прийняла|зустрів|зустріла|réagi|called|calls|déclaré|declarado|reaccionado)$/

/** The verb by which somebody named speaks, or receives who writes: within a few words of the name. */
export function verbOfActing(
  tokens: readonly Token[],
  mention: Mention,
  sentence: Sentence,
  lexicon: Lexicon,
): number | null {
  for (let i = mention.to; i < Math.min(mention.to + 12, sentence.to); i++) {
    const token = tokens[i]
    if (token?.kind === "quote") return null
    if (token?.kind === "word" && (isVerb(token.low, lexicon) || MEETS.test(token.low))) return i
  }
  const before = tokens[mention.from - 1]
  return before && isVerb(before.low, lexicon) ? mention.from - 1 : null
}
