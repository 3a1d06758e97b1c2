import { countryOfWord } from "./countries.ts"
import type { Passage } from "./find-attribution.ts"
import { findMentions } from "./find-mentions.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Gender, Lexicon } from "./lexicon.ts"
import { blank, type Mention } from "./mention.ts"
import type { Movements } from "./movements.ts"
import { displayName, type People } from "./people.ts"
import { isTrailing, mentionsBefore, type Place } from "./place-in-text.ts"
import {
  fits,
  GENERIC,
  isIndefinite,
  isNamedBody,
  nobody,
  ofPerson,
  PAPER_FIRST,
  type Speaker,
  sameWords,
  written,
} from "./speaker.ts"
import { isDocument } from "./subject-of-verb.ts"
import { tokenise } from "./tokens.ts"

/** The memory of who was spoken of, as the text is read on. */
export interface Follow {
  enterParagraph(paragraph: number): void
  resolve(mention: Mention, place: Place): Speaker
  /** The speaker whom a label ("PRESIDENT CORVO") names. */
  labelled(label: string, lexicon: Lexicon): Speaker
  hasSpoken(speaker: Speaker): void
  leaveSentence(passage: Passage, sentence: Sentence, isQuoted: boolean): void
  /** Whose words are those that nothing attributes. */
  current(): Speaker | null
  /** The latest to speak or act, wherever. */
  latest(): Speaker | null
  /** Who spoke before in this paragraph. */
  hereBefore(): Speaker | null
  /** Whom the sentence before leads to with a colon. */
  introduced(): Speaker | null
}

interface Remembered {
  speaker: Speaker
  paragraph: number
  order: number
}

export function followSpeakers(people: People, movements: Movements): Follow {
  let paragraph = -1
  let order = 0
  /** The latest to speak, in quotation marks or out of them. */
  let spoke: Remembered | null = null
  /** The latest to act. */
  let acted: Remembered | null = null
  let body: Remembered | null = null
  /** The latest body with a name of its own that is no state. */
  let movement: Remembered | null = null
  let unnamed: Remembered | null = null
  let group: Remembered | null = null
  let endsWithColon = false

  const remember = (speaker: Speaker): Remembered => ({ speaker, paragraph, order: order++ })

  function resolve(mention: Mention, place: Place): Speaker {
    if (mention.kind === "pronoun") return resolvePronoun(mention, place)
    const speaker = described(mention, place.passage)
    if (mention.kind === "role" && speaker.person === null && !speaker.isBody)
      return resolveRole(mention, speaker, place)
    return speaker
  }

  /** Whom the words mean by themselves, without looking back. */
  function described(mention: Mention, passage: Passage): Speaker {
    const asWritten = written(mention, passage)
    if (mention.kind === "name") {
      const person = people.named(mention)
      if (person) return ofPerson(person, asWritten)
    }
    const isGeneric = GENERIC.test(mention.name)
    if (mention.kind === "role" && !(isGeneric && mention.isDefinite)) {
      const person = isIndefinite(asWritten) || mention.isPlural ? null : people.holding(mention)
      if (person) return ofPerson(person, asWritten)
      return {
        ...nobody(),
        name: asWritten,
        asWritten,
        attribution: "background",
        country: mention.country,
        gender: mention.gender,
        isPlural: mention.isPlural,
      }
    }
    const named = isGeneric ? (movements.spokenOf() ?? movement?.speaker) : movements.inShort(mention)
    const isWhole =
      mention.kind === "body" && asWritten.endsWith(mention.name) && !PAPER_FIRST.test(asWritten)
    return {
      ...nobody(),
      name: named?.name ?? (isWhole ? asWritten : mention.name),
      asWritten,
      attribution: "institutional",
      country:
        named?.country ??
        mention.country ??
        (body && sameWords(body.speaker, mention) ? body.speaker.country : null),
      gender: "n",
      isBody: true,
    }
  }

  /** "the official", "the general": the one described so before, or whoever has been speaking. */
  function resolveRole(mention: Mention, speaker: Speaker, { startsWithQuote }: Place): Speaker {
    // a Slavic noun has no article: it points back only where it follows quoted words
    const isSlavic = /\p{Script=Cyrillic}/u.test(mention.title)
    const isBare =
      mention.country === null && (!isSlavic || !mention.title.trim().includes(" ")) && !mention.isPlural
    if (unnamed && mention.isDefinite && sameWords(unnamed.speaker, mention))
      return { ...unnamed.speaker, asWritten: speaker.asWritten }
    const recent = latest(spoke, acted)
    const isNear = recent !== null && paragraph - recent.paragraph <= 1
    // "Petro said ... The Colombian president": one of whom the text has told nothing yet
    const isNew = recent?.speaker.person?.offices.length === 0 && recent.speaker.person.country === null
    if (
      mention.isDefinite &&
      !isSlavic &&
      !mention.isPlural &&
      isNear &&
      isNew &&
      recent &&
      fits(recent.speaker, mention.gender)
    ) {
      return { ...recent.speaker, asWritten: speaker.asWritten, country: mention.country }
    }
    if (
      mention.isDefinite &&
      (!isSlavic || startsWithQuote) &&
      isBare &&
      isNear &&
      recent.speaker.person &&
      fits(recent.speaker, mention.gender)
    ) {
      return { ...recent.speaker, asWritten: speaker.asWritten }
    }
    return speaker
  }

  function resolvePronoun(mention: Mention, place: Place): Speaker {
    const asWritten = mention.name
    const earlier = (isTrailing(place, mention) ? [] : mentionsBefore(place, mention)).map((each) =>
      described(each, place.passage),
    )
    // outside English a state is he or she
    const isGendered = !/^(?:he|she|in h|as \S+ put)/i.test(mention.name)
    const found =
      mention.gender === "n"
        ? (earlier.findLast((speaker) => speaker.isBody) ?? body?.speaker)
        : mention.gender === "p"
          ? (earlier.find((speaker) => speaker.isPlural || speaker.isBody) ??
            latest(group, spoke?.speaker.isBody || spoke?.speaker.isPlural ? spoke : null)?.speaker ??
            body?.speaker)
          : (earlier.find((speaker) => fits(speaker, mention.gender)) ??
            (isGendered ? earlier.find((speaker) => speaker.isBody) : undefined) ??
            personBefore(mention.gender, place))
    if (!found) return { ...nobody(), asWritten }
    if (found.person?.gender === "any" && (mention.gender === "m" || mention.gender === "f"))
      found.person.gender = mention.gender
    return { ...found, asWritten }
  }

  /** Whom "he" or "she" means: by who acted or spoke last, and how near. */
  function personBefore(gender: Gender, { startsWithQuote, isGoingOn }: Place): Speaker | undefined {
    const recent = spoke && paragraph - spoke.paragraph <= 2 ? spoke : null
    const actedHere = acted && acted.paragraph === paragraph ? acted : null
    const order =
      isGoingOn || (startsWithQuote && !actedHere)
        ? [recent, acted, spoke, unnamed]
        : [latest(actedHere, recent), recent, acted, spoke, unnamed]
    const found = order.find((each) => each !== null && fits(each.speaker, gender))?.speaker
    if (found) return found
    const other = people.latest((person) => person.gender === gender || person.gender === "any")
    return other ? ofPerson(other, displayName(other)) : undefined
  }

  function labelled(label: string, lexicon: Lexicon): Speaker {
    const name = label.replace(/\s?\(.*/, "").trim()
    const calm =
      name === name.toUpperCase()
        ? name.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => word.charAt(0) + word.slice(1).toLowerCase())
        : name
    const tokens = tokenise(calm, 0, calm.length, [], lexicon)
    const found = findMentions({
      tokens,
      lexicon,
      isCommon: () => false,
      isProper: () => true,
      isNameWord: () => false,
      placeOf: (token) => countryOfWord(token.low, token.text),
    })
    const mention = found.find((each) => each.kind !== "pronoun") ?? {
      ...blank(0, tokens.length),
      name: calm,
    }
    return { ...described(mention, { tokens, mentions: [mention], sentences: [] }), asWritten: label }
  }

  function leaveSentence(passage: Passage, sentence: Sentence, isQuoted: boolean): void {
    let subject: Speaker | null = null
    let opening: Mention | null = null
    let acting: Speaker | null = null
    for (const mention of passage.mentions) {
      if (mention.from < sentence.from || mention.to > sentence.to || mention.kind === "relay") continue
      if (mention.kind === "pronoun") {
        if (subject === null && mention.gender !== "n") opening ??= mention
        continue
      }
      const speaker = described(mention, passage)
      if (speaker.person) people.see(speaker.person, passage.tokens[mention.from]?.start ?? 0)
      if (mention.isPossessive) continue
      if (speaker.isBody && !mention.isGoverned && !isDocument(mention)) acting ??= speaker
      if (!speaker.person && !speaker.isBody && speaker.name !== null) {
        if (speaker.isPlural) group = remember(speaker)
        else if (
          !unnamed ||
          !sameWords(unnamed.speaker, mention) ||
          speaker.name.length >= (unnamed.speaker.name?.length ?? 0)
        )
          unnamed = remember(speaker)
      }
      if (!mention.isGoverned && !speaker.isBody) subject ??= speaker
    }
    const hasSpokenHere = isQuoted && spoke?.speaker.isBody === true
    if (acting && !hasSpokenHere) body = remember(acting)
    if (acting && isNamedBody(acting) && !/^[A-Z]{2}$/.test(acting.country ?? "")) movement = body
    endsWithColon = passage.tokens[sentence.to - 1]?.text === ":"
    if (isQuoted) return
    if (opening)
      subject = resolvePronoun(opening, { passage, sentence, startsWithQuote: false, isGoingOn: false })
    if (subject?.person) acted = remember(subject)
  }

  return {
    enterParagraph: (at) => {
      paragraph = at
    },
    resolve,
    labelled,
    hasSpoken: (speaker) => {
      if (speaker.name === null) return
      spoke = remember(speaker)
      if (speaker.person) acted = spoke
      if (speaker.isBody) body = spoke
      else if (speaker.isPlural) group = spoke
    },
    leaveSentence,
    current: () => {
      const isNew = acted && spoke && acted.order > spoke.order && paragraph - acted.paragraph <= 1
      return (isNew ? acted : (spoke ?? acted))?.speaker ?? null
    },
    latest: () => latest(spoke, acted)?.speaker ?? null,
    hereBefore: () => (spoke?.paragraph === paragraph ? spoke.speaker : null),
    introduced: () => (endsWithColon ? (latest(spoke, acted)?.speaker ?? null) : null),
  }
}

function latest(a: Remembered | null, b: Remembered | null): Remembered | null {
  if (!a || !b) return a ?? b
  return a.order > b.order ? a : b
}
