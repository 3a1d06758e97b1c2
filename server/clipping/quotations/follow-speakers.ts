import type { Suggestion } from "../../domain/clip.ts"
import { countryOfWord } from "./countries.ts"
import type { Passage } from "./find-attribution.ts"
import { blank, findMentions, type Mention } from "./find-mentions.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Gender, Lexicon } from "./lexicon.ts"
import type { People, Person } from "./people.ts"
import { tokenise } from "./tokens.ts"

/** Who speaks: a person, a body, or somebody described. */
export interface Speaker {
  person: Person | null
  name: string | null
  asWritten: string | null
  attribution: Suggestion["attribution"]
  country: string | null
  gender: Gender
  isBody: boolean
}

/** The memory of who was spoken of, as the text is read on. */
export interface Follow {
  enterParagraph(paragraph: number): void
  resolve(
    mention: Mention,
    passage: Passage,
    sentence: Sentence,
    startsWithQuote: boolean,
    isGoingOn?: boolean,
  ): Speaker
  labelled(label: string, lexicon: Lexicon): Speaker
  hasSpoken(speaker: Speaker, paragraph: number): void
  hasReported(speaker: Speaker): void
  leaveSentence(passage: Passage, sentence: Sentence): void
  last(): Speaker | null
  hasLastIn(paragraph: number): boolean
  /** Who the sentence before was about, where it leads to what follows. */
  introduced(): Speaker | null
  nobody(): Speaker
}

export function followSpeakers(people: People, publishedAt: string | null): Follow {
  let paragraph = -1
  let lastSpeaker: Speaker | null = null
  let lastParagraph = -1
  /** Whom a pronoun means: the latest to act or speak. */
  let focus: Speaker | null = null
  let lastBody: Speaker | null = null
  let lastUnnamed: Speaker | null = null
  let lastGroup: Speaker | null = null
  let endsWithColon = false

  function resolve(
    mention: Mention,
    passage: Passage,
    sentence: Sentence,
    startsWithQuote: boolean,
    isGoingOn = false,
  ): Speaker {
    if (mention.kind === "pronoun")
      return resolvePronoun(mention, passage, sentence, startsWithQuote, isGoingOn)
    return direct(mention, passage)
  }

  function direct(mention: Mention, passage: Passage): Speaker {
    const asWritten = written(mention, passage)
    if (mention.kind === "name") {
      const person = people.named(mention)
      if (person) return ofPerson(person, asWritten)
    }
    if (mention.kind === "role") {
      const person = people.holding(mention, publishedAt)
      if (person && (mention.isDefinite || person.seenAt >= 0) && !isIndefinite(mention, passage))
        return ofPerson(person, asWritten)
      if (lastUnnamed && mention.isDefinite && sameRole(lastUnnamed, mention))
        return { ...lastUnnamed, asWritten }
      return {
        person: null,
        name: asWritten,
        asWritten,
        attribution: "background",
        country: mention.country,
        gender: mention.gender,
        isBody: false,
      }
    }
    const body: Speaker = {
      person: null,
      name: mention.kind === "body" ? withArticle(mention, passage) : mention.name,
      asWritten,
      attribution: "institutional",
      country: mention.country ?? (lastBody && sameBody(lastBody, mention) ? lastBody.country : null),
      gender: "n",
      isBody: true,
    }
    return body
  }

  function resolvePronoun(
    mention: Mention,
    passage: Passage,
    sentence: Sentence,
    startsWithQuote: boolean,
    isGoingOn: boolean,
  ): Speaker {
    const asWritten = mention.name
    const earlier = passage.mentions
      .filter(
        (each) =>
          each.from >= sentence.from &&
          each.to <= mention.from &&
          !each.isGoverned &&
          !each.isPossessive &&
          each.kind !== "pronoun" &&
          each.kind !== "relay",
      )
      .map((each) => direct(each, passage))
    if (mention.gender === "n") {
      const body = earlier.findLast((speaker) => speaker.isBody) ?? lastBody
      return body ? { ...body, asWritten } : { ...nobody(), asWritten }
    }
    if (mention.gender === "p") {
      const group = earlier.find((speaker) => !speaker.person) ?? lastGroup ?? lastBody ?? lastSpeaker
      return group ? { ...group, asWritten } : { ...nobody(), asWritten }
    }
    const here = earlier.find((speaker) => fits(speaker, mention.gender))
    if (here) return { ...here, asWritten }
    const recent = lastSpeaker !== null && paragraph - lastParagraph <= 2 ? lastSpeaker : null
    const candidates =
      isGoingOn || (startsWithQuote && lastParagraph !== paragraph)
        ? [recent, focus, lastSpeaker, lastUnnamed]
        : [focus, recent, lastSpeaker, lastUnnamed]
    const found = candidates.find((speaker) => speaker !== null && fits(speaker, mention.gender))
    return found ? { ...found, asWritten } : { ...nobody(), asWritten }
  }

  function labelled(label: string, lexicon: Lexicon): Speaker {
    const name = label.replace(/\s?\(.*/, "").trim()
    const calm =
      name === name.toUpperCase()
        ? name.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => word[0] + word.slice(1).toLowerCase())
        : name
    const tokens = tokenise(calm, 0, calm.length, [], lexicon)
    const mention = findMentions(tokens, lexicon, () => false)[0] ?? {
      ...blank(0, tokens.length),
      name: calm,
    }
    const passage = { tokens, mentions: [mention], sentences: [] }
    return {
      ...direct(mention.kind === "pronoun" ? { ...blank(0, tokens.length), name: calm } : mention, passage),
      asWritten: label,
    }
  }

  function leaveSentence(passage: Passage, sentence: Sentence): void {
    let subject: Speaker | null = null
    for (const mention of passage.mentions) {
      if (
        mention.from < sentence.from ||
        mention.to > sentence.to ||
        mention.kind === "pronoun" ||
        mention.kind === "relay"
      )
        continue
      const speaker = direct(mention, passage)
      if (speaker.person) people.see(speaker.person, passage.tokens[mention.from]?.start ?? 0)
      if (speaker.isBody && !mention.isGoverned && !mention.isPossessive) lastBody = speaker
      if (!speaker.person && !speaker.isBody) {
        lastUnnamed = speaker
        if (/s$|и$|і$/.test(mention.name.toLowerCase())) lastGroup = speaker
      }
      if (!mention.isGoverned && !mention.isPossessive && !speaker.isBody) subject ??= speaker
    }
    const hasPronoun = passage.mentions.some(
      (mention) =>
        mention.kind === "pronoun" &&
        mention.gender !== "n" &&
        mention.from >= sentence.from &&
        mention.from <= sentence.from + 2,
    )
    if (subject && !hasPronoun && !sentenceHasQuote(passage, sentence)) focus = subject
    endsWithColon = passage.tokens[sentence.to - 1]?.text === ":"
  }

  function hasSpoken(speaker: Speaker, at: number): void {
    if (speaker.name === null) return
    lastSpeaker = speaker
    lastParagraph = at
    if (!speaker.isBody) focus = speaker
    else lastBody = speaker
  }

  function hasReported(speaker: Speaker): void {
    if (!speaker.isBody) focus = speaker
  }

  return {
    enterParagraph: (at) => {
      paragraph = at
    },
    resolve,
    labelled,
    hasSpoken,
    hasReported,
    leaveSentence,
    last: () => (lastSpeaker ? { ...lastSpeaker } : focus),
    hasLastIn: (at) => lastSpeaker !== null && lastParagraph === at,
    introduced: () => (endsWithColon ? focus : null),
    nobody,
  }
}

function ofPerson(person: Person, asWritten: string): Speaker {
  return {
    person,
    name: person.cast?.name ?? person.name,
    asWritten,
    attribution: "on_record",
    country: person.country,
    gender: person.gender,
    isBody: false,
  }
}

function nobody(): Speaker {
  return {
    person: null,
    name: null,
    asWritten: null,
    attribution: "unattributed",
    country: null,
    gender: "any",
    isBody: false,
  }
}

function fits(speaker: Speaker, gender: Gender): boolean {
  if (speaker.isBody) return false
  return gender === "any" || speaker.gender === "any" || speaker.gender === "n" || speaker.gender === gender
}

function sameRole(speaker: Speaker, mention: Mention): boolean {
  const words = new Set((speaker.name ?? "").toLowerCase().split(/\s+/))
  return mention.title
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.length > 3 && words.has(word) && !countryOfWord(word))
}

function sameBody(speaker: Speaker, mention: Mention): boolean {
  const last = mention.name.toLowerCase().split(/\s+/).at(-1) ?? ""
  return (speaker.name ?? "").toLowerCase().split(/\s+/).includes(last)
}

const ARTICLES = /^(?:the|a|an|el|la|los|las|un|una|le|l['’]|les|une|another|one|several|some|many|two)$/i

/** The mention with the article before it. */
function written(mention: Mention, passage: Passage): string {
  const { tokens } = passage
  let from = mention.from
  while (from > 0 && mention.from - from < 3 && tokens[from - 1]?.kind === "word") {
    const low = tokens[from - 1]?.text ?? ""
    const isModifier =
      mention.kind === "role" && /^\p{Ll}/u.test(low) && ARTICLES.test(tokens[from - 2]?.text ?? "")
    if (!ARTICLES.test(low) && !isModifier) break
    from--
    if (ARTICLES.test(low)) break
  }
  const first = tokens[from]
  const last = tokens[mention.to - 1]
  if (!first || !last) return mention.name
  let text = ""
  let end = first.start
  for (const token of tokens.slice(from, mention.to)) {
    text += token.start > end ? ` ${token.text}` : token.text
    end = token.end
  }
  return text
}

function withArticle(mention: Mention, passage: Passage): string {
  const whole = written(mention, passage)
  return /^(?:the|la|el|le|l['’])\s/i.test(whole) && mention.country && !mention.name.includes(" ")
    ? whole.replace(/^\p{L}/u, (letter) => letter)
    : whole
}

function isIndefinite(mention: Mention, passage: Passage): boolean {
  return /^(?:a|an|un|una|une|another|one|several|some)$/i.test(written(mention, passage).split(" ")[0] ?? "")
}

function sentenceHasQuote(passage: Passage, sentence: Sentence): boolean {
  for (let i = sentence.from; i < sentence.to; i++) if (passage.tokens[i]?.kind === "quote") return true
  return false
}
