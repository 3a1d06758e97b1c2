import type { ClipContext, Suggestion } from "../../domain/clip.ts"
import { type Attribution, findAttribution } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import { followSpeakers } from "./follow-speakers.ts"
import { intervieweeOf, writerAsks } from "./interviewee.ts"
import { isSpeech } from "./is-speech.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Mention } from "./mention.ts"
import { knowMovements } from "./movements.ts"
import { followOccasions, namesVenue, verbOfActing } from "./occasions.ts"
import { knowParties, type Party } from "./parties.ts"
import { partyOfText } from "./party-of-title.ts"
import { knowPeople } from "./people.ts"
import type { Place } from "./place-in-text.ts"
import type { Candidate, ReadPassage } from "./read-passages.ts"
import { saidOn } from "./relative-dates.ts"
import { outletAt, viaOf, viaOfReport } from "./relays.ts"
import { reportsOf } from "./reported-speech.ts"
import { nobody, ofPerson, type Speaker } from "./speaker.ts"
import { isPaper } from "./subject-of-verb.ts"

/** A quotation with its speaker. */
export interface Spoken {
  suggestion: Suggestion
  candidate: Candidate
  passage: ReadPassage
  sentence: Sentence
  /** Index of its token in the passage. */
  token: number
  attribution: Attribution | null
}

/** Reads a text in its order, so that pronouns and titles find whom they mean. Out: what is said directly, and what is reported. */
export function resolveSpeakers(
  text: string,
  passages: readonly ReadPassage[],
  candidates: readonly Candidate[],
  context: ClipContext,
  lexicon: Lexicon,
): { spoken: Spoken[]; reported: Suggestion[] } {
  const people = knowPeople(context.cast)
  const parties = knowParties(context.cast, lexicon.language)
  for (const passage of passages) {
    for (const mention of passage.mentions) if (mention.kind === "name") people.named(mention)
  }
  const follow = followSpeakers(people, knowMovements(passages))
  const occasions = followOccasions()
  const interviewee = intervieweeOf(passages, people, lexicon)
  const spoken: Spoken[] = []
  const reported: Suggestion[] = []
  const done = new Set<number>()
  let answers: Speaker | null = null
  /** Who was named last as saying something, and where. */
  let voice: { speaker: Speaker; paragraph: number } | null = null

  for (const passage of passages) {
    follow.enterParagraph(passage.paragraph)
    // a question of the writer's, in an interview, is about others than who answers
    const asks = passage.tokens.some((token) => token.text === "?")
    for (const sentence of passage.sentences) {
      const isQuoted = readQuotations(passage, sentence)
      const isReported = readReport(passage, sentence, isQuoted)
      noteOccasions(passage, sentence)
      follow.leaveSentence(passage, sentence, isQuoted || isReported || asks)
    }
  }
  return { spoken, reported }

  /** True where the sentence holds a direct quotation. */
  function readQuotations(passage: ReadPassage, sentence: Sentence): boolean {
    let isQuoted = false
    for (let token = sentence.from; token < sentence.to; token++) {
      const index = passage.tokens[token]?.quote ?? -1
      const candidate = candidates[index]
      if (!candidate) continue
      const attribution = findAttribution(passage, sentence, token, lexicon)
      if (done.has(index)) {
        isQuoted = true
        continue
      }
      // one that runs on over paragraphs may be attributed at its far end
      const isIntroduced = token > sentence.from && passage.tokens[token - 1]?.text === ":"
      if (!attribution && candidate.outerEnd > passage.end && !isIntroduced && !candidate.label) continue
      done.add(index)
      const found: Spoken = { suggestion: emptySuggestion, candidate, passage, sentence, token, attribution }
      const quote = candidate.pieces.map((piece) => text.slice(piece.start, piece.end)).join("\n")
      if (!isSpeech(text, quote, found, lexicon)) continue
      const speaker = candidate.label
        ? follow.labelled(text.slice(candidate.label.start, candidate.label.end), lexicon)
        : speakerOf(found)
      found.suggestion = describe(quote, candidate, "direct", speaker, found, attribution?.verb ?? token)
      spoken.push(found)
      follow.hasSpoken(speaker)
      const by = attribution?.mention?.kind
      if (by === "name" || by === "role") voice = { speaker, paragraph: passage.paragraph }
      if (candidate.isTurn) answers = speaker
      isQuoted = true
    }
    return isQuoted
  }

  function readReport(passage: ReadPassage, sentence: Sentence, isQuoted: boolean): boolean {
    if (isQuoted || passage.role !== "prose") return false
    // what the writer asks is nobody's statement
    if (passage.tokens[sentence.to - 1]?.text === "?" || writerAsks(passage.tokens, sentence)) return false
    const report = reportsOf(passage, sentence, lexicon)
    if (!report) return false
    const speaker = follow.resolve(report.mention, {
      passage,
      sentence,
      startsWithQuote: false,
      isGoingOn: false,
    })
    if (speaker.name === null) return false
    if (report.mention.kind !== "pronoun") voice = { speaker, paragraph: passage.paragraph }
    const start = passage.tokens[sentence.from]?.start ?? passage.start
    const end = passage.tokens[sentence.to - 1]?.end ?? passage.end
    reported.push(
      describe(
        text.slice(start, end),
        { start, end },
        "reported",
        speaker,
        { passage, sentence },
        report.verb,
      ),
    )
    follow.hasSpoken(speaker)
    return true
  }

  /** "A said on Sunday ..., while on Monday B said ...": each has a day of saying, also where no statement is taken. */
  function noteOccasions(passage: ReadPassage, sentence: Sentence): void {
    const place: Place = { passage, sentence, startsWithQuote: false, isGoingOn: false }
    const source = viaOfReport(passage, sentence, lexicon)
    if (source) occasions.carriedBy(source)
    // "وشدد مساء الأربعاء": the verb goes on with whoever spoke
    const opening = passage.tokens[sentence.from]?.low ?? ""
    if (lexicon.language !== "en" && (lexicon.say.has(opening) || lexicon.goOn.has(opening))) {
      const day = saidOn(
        passage.tokens,
        sentence.from,
        sentence.to,
        sentence.from,
        context.publishedAt,
        lexicon,
      )
      const hasSubject = passage.mentions.some((each) => each.from === sentence.from + 1)
      if (day && !hasSubject)
        occasions.of(follow.current()?.name ?? null, { day, via: null }, passage.paragraph, false)
    }
    for (const mention of passage.mentions) {
      if (!isActor(mention, sentence) || mention.kind === "pronoun") continue
      const verb = verbOfActing(passage.tokens, mention, sentence, lexicon)
      if (verb === null) continue
      const day = saidOn(passage.tokens, sentence.from, sentence.to, verb, context.publishedAt, lexicon)
      const via = outletAt(passage, sentence, verb, lexicon)
      if (day === null && via === null) continue
      occasions.of(follow.resolve(mention, place).name, { day, via }, passage.paragraph, false)
    }
  }

  function speakerOf(found: Spoken): Speaker {
    const { passage, sentence, token, attribution } = found
    const place: Place = {
      passage,
      sentence,
      startsWithQuote: token - sentence.from <= 1,
      isGoingOn: attribution?.isGoingOn === true,
    }
    const mention =
      attribution?.isStated && attribution.mention?.gender === "n" && attribution.mention.kind === "pronoun"
        ? null
        : attribution?.mention
    const isQuoted = attribution !== null && quotedIn(passage, attribution.verb) !== null
    if (mention && mention.kind !== "relay" && !isPaper(mention) && !isQuoted)
      return follow.resolve(mention, place)
    // the relay carries the words of whoever spoke before
    // and so does a paper whose author is not told again
    if (mention && isPaper(mention)) return follow.current() ?? follow.resolve(mention, place)
    const quoted = attribution && quotedIn(passage, attribution.verb)
    if (quoted) return follow.resolve(quoted, place)
    if (mention && attribution?.isQuoting) return follow.current() ?? follow.resolve(mention, place)
    if (mention) return follow.resolve(mention, place)
    if (found.candidate.isTurn) return answers ?? follow.latest() ?? nobody()
    if (attribution) return follow.current() ?? nobody()
    const hasWords = passage.tokens.slice(sentence.from, sentence.to).some((each) => each.kind === "word")
    if (hasWords) {
      const actor = passage.mentions.find((each) => isActor(each, sentence) && each.from < token)
      if (actor && !found.candidate.isBlock) return follow.resolve(actor, place)
      return follow.current() ?? nobody()
    }
    const before = follow.introduced() ?? follow.hereBefore()
    if (before) return before
    if (interviewee && !passage.tokens.some(({ kind }) => kind === "word")) {
      const isOther = voice?.paragraph === passage.paragraph - 1 && voice.speaker.person !== interviewee
      if (!isOther) return ofPerson(interviewee, interviewee.name)
    }
    const later = laterAttribution(passage, sentence)
    return later
      ? follow.resolve(later.mention, { ...place, sentence: later.sentence, startsWithQuote: true })
      : (follow.current() ?? nobody())
  }

  /** `"A." "B," he said.`: the speaker is told at the second. */
  function laterAttribution(
    passage: ReadPassage,
    sentence: Sentence,
  ): { mention: Mention; sentence: Sentence } | null {
    const next = passage.sentences.find((each) => each.from >= sentence.to)
    if (!next || passage.tokens[next.from]?.kind !== "quote") return null
    const mention = findAttribution(passage, next, next.from, lexicon)?.mention
    return mention ? { mention, sentence: next } : null
  }

  function describe(
    quote: string,
    span: { start: number; end: number },
    kind: Suggestion["kind"],
    speaker: Speaker,
    { passage, sentence }: { passage: ReadPassage; sentence: Sentence },
    verb: number,
  ): Suggestion {
    const { from, to } = sentence
    const own = {
      day: saidOn(passage.tokens, from, to, verb, context.publishedAt, lexicon),
      via: viaOf(passage, sentence, verb, speaker.name, lexicon),
    }
    const isElsewhere = namesVenue(passage.tokens, from, to, verb, lexicon)
    const { day, via } = occasions.of(speaker.name, own, passage.paragraph, isElsewhere)
    const party = partyOf(speaker, day)
    return {
      quote,
      start: span.start,
      end: span.end,
      kind,
      speakerAsWritten: speaker.asWritten,
      speaker: { id: speaker.person?.cast?.id ?? null, name: speaker.name },
      attribution: speaker.attribution,
      party: party?.id ?? null,
      partyName: party?.name ?? null,
      via,
      saidAt: day,
    }
  }

  function partyOf(speaker: Speaker, saidAt: string | null): Party | null {
    const entry = speaker.person?.cast
    const own = entry ? parties.ofPerson(entry, saidAt ?? context.publishedAt) : null
    if (own) return own
    return partyOfText(speaker, parties, people, lexicon)
  }
}

const emptySuggestion: Suggestion = {
  quote: "",
  start: 0,
  end: 0,
  kind: "direct",
  speakerAsWritten: null,
  speaker: { id: null, name: null },
  attribution: "unattributed",
  party: null,
  partyName: null,
  via: null,
  saidAt: null,
}

/** "TASS quoted Peskov as saying": the speaker is the object. */
function quotedIn({ tokens, mentions }: ReadPassage, verb: number): Mention | null {
  if (!/^(?:quoted|cited|quoting|citing|saying|quotes|cites)$/.test(tokens[verb]?.low ?? "")) return null
  for (let at = verb; at > verb - 14 && at >= 0; at--) {
    if (!/^(?:quoted|cited|quoting|citing|quotes|cites)$/.test(tokens[at]?.low ?? "")) continue
    const object = mentions.find(({ from }) => from > at && from <= at + 2)
    const isAsSaying = object && tokens[object.to]?.low === "as"
    return isAsSaying && object.kind !== "relay" ? object : null
  }
  return null
}

function isActor(mention: Mention, sentence: Sentence): boolean {
  return (
    mention.from >= sentence.from &&
    mention.to <= sentence.to &&
    !mention.isGoverned &&
    !mention.isPossessive &&
    mention.kind !== "relay"
  )
}
