import type { ClipContext, Suggestion } from "../../domain/clip.ts"
import { type Attribution, accordingTo, findAttribution } from "./find-attribution.ts"
import { isVerb, type Mention, textOf } from "./find-mentions.ts"
import type { Sentence } from "./find-sentences.ts"
import { followSpeakers, type Speaker } from "./follow-speakers.ts"
import type { Lexicon } from "./lexicon.ts"
import { knowParties, type Party } from "./parties.ts"
import { knowPeople } from "./people.ts"
import type { Candidate, ReadPassage } from "./read-passages.ts"
import { saidOn } from "./relative-dates.ts"
import { reportsOf } from "./reported-speech.ts"

/** A quotation with its speaker, before it is told whether it is speech. */
export interface Spoken {
  suggestion: Suggestion
  candidate: Candidate
  passage: ReadPassage
  sentence: Sentence
  /** Index of its token in the passage. */
  token: number
  attribution: Attribution | null
}

export interface Resolved {
  spoken: Spoken[]
  reported: (direct: readonly Spoken[]) => Suggestion[]
}

/** Gives each quotation its speaker, reading the text in its order so that pronouns and titles find whom they mean. */
export function resolveSpeakers(
  text: string,
  passages: readonly ReadPassage[],
  candidates: readonly Candidate[],
  context: ClipContext,
  lexicon: Lexicon,
): Resolved {
  const people = knowPeople(context.cast)
  const parties = knowParties(context.cast)
  for (const passage of passages) {
    for (const mention of passage.mentions) if (mention.kind === "name") people.named(mention)
  }
  const follow = followSpeakers(people, context.publishedAt)
  const spoken: Spoken[] = []
  const reports: { suggestion: Suggestion; sentence: Sentence; passage: ReadPassage }[] = []
  const done = new Set<number>()

  for (const passage of passages) {
    follow.enterParagraph(passage.paragraph)
    let day: string | null = null
    passage.sentences.forEach((sentence, index) => {
      const quotes = quotesIn(passage, sentence)
      const before = passage.sentences[index - 1]
      for (const token of quotes) {
        const at = passage.tokens[token]?.quote ?? -1
        const candidate = candidates[at]
        if (!candidate || done.has(at)) continue
        const isLast = candidate.outerEnd <= passage.end
        const attribution = findAttribution(passage, sentence, token, lexicon)
        // one that runs on may be attributed at its far end
        if (!attribution?.mention && !isLast) {
          const known = pending(passage, sentence, token, attribution)
          if (!known) continue
        }
        done.add(at)
        const speaker = candidate.label
          ? follow.labelled(text.slice(candidate.label.start, candidate.label.end), lexicon)
          : speakerOf(passage, sentence, token, attribution, before, index)
        const verb = attribution?.verb ?? token
        const own = saidOn(passage.tokens, sentence.from, sentence.to, verb, context.publishedAt, lexicon)
        const saidAt: string | null = own ?? day
        if (own) day = own
        spoken.push({
          suggestion: describe(
            candidate.pieces.map((piece) => text.slice(piece.start, piece.end)).join("\n"),
            candidate,
            "direct",
            speaker,
            passage,
            sentence,
            saidAt,
          ),
          candidate,
          passage,
          sentence,
          token,
          attribution,
        })
        follow.hasSpoken(speaker, passage.paragraph)
      }
      const report = reportsOf(passage, sentence, lexicon)
      if (report) {
        const speaker = follow.resolve(report.mention, passage, sentence, false)
        const own = saidOn(
          passage.tokens,
          sentence.from,
          sentence.to,
          report.verb,
          context.publishedAt,
          lexicon,
        )
        const start = passage.tokens[sentence.from]?.start ?? passage.start
        const end = passage.tokens[sentence.to - 1]?.end ?? passage.end
        if (speaker.name) {
          reports.push({
            suggestion: describe(
              text.slice(start, end),
              { start, end },
              "reported",
              speaker,
              passage,
              sentence,
              own ?? day,
            ),
            sentence,
            passage,
          })
          if (own) day = own
          if (quotes.length === 0) follow.hasReported(speaker)
        }
      }
      follow.leaveSentence(passage, sentence)
    })
  }

  function pending(
    passage: ReadPassage,
    sentence: Sentence,
    token: number,
    attribution: Attribution | null,
  ): boolean {
    if (attribution) return true
    return (
      sentence.from < token && passage.tokens.slice(sentence.from, token).some((each) => each.kind === "word")
    )
  }

  function speakerOf(
    passage: ReadPassage,
    sentence: Sentence,
    token: number,
    attribution: Attribution | null,
    before: Sentence | undefined,
    index: number,
  ): Speaker {
    const startsWithQuote = token - sentence.from <= 1
    if (attribution?.mention)
      return follow.resolve(attribution.mention, passage, sentence, startsWithQuote, attribution.isGoingOn)
    if (attribution) return follow.last() ?? follow.nobody()
    const isAlone = !passage.tokens.slice(sentence.from, sentence.to).some((each) => each.kind === "word")
    if (!isAlone) {
      const actor = passage.mentions.find(
        (mention) =>
          mention.from >= sentence.from &&
          mention.to <= sentence.to &&
          !mention.isGoverned &&
          !mention.isPossessive &&
          mention.kind !== "relay",
      )
      if (actor) return follow.resolve(actor, passage, sentence, false)
      return follow.last() ?? follow.nobody()
    }
    const introduction = before && passage.tokens[before.to - 1]?.text === ":" ? before : undefined
    if (!introduction && follow.hasLastIn(passage.paragraph)) return follow.last() ?? follow.nobody()
    const next = passage.sentences[index + 1]
    const later = next ? attributionOfNext(passage, next) : null
    return (
      (later ? follow.resolve(later, passage, next ?? sentence, true) : null) ??
      follow.introduced() ??
      follow.last() ??
      follow.nobody()
    )
  }

  /** `"A." "B," he said.`: the speaker is told at the second. */
  function attributionOfNext(passage: ReadPassage, next: Sentence): Mention | null {
    const token = passage.tokens[next.from]
    if (token?.kind !== "quote") return null
    return findAttribution(passage, next, next.from, lexicon)?.mention ?? null
  }

  function describe(
    quote: string,
    span: { start: number; end: number },
    kind: Suggestion["kind"],
    speaker: Speaker,
    passage: ReadPassage,
    sentence: Sentence,
    saidAt: string | null,
  ): Suggestion {
    const party = partyOf(speaker, saidAt)
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
      via: viaOf(passage, sentence, speaker, lexicon),
      saidAt,
    }
  }

  function partyOf(speaker: Speaker, saidAt: string | null): Party | null {
    const entry = speaker.person?.cast
    const own = entry ? parties.ofPerson(entry, saidAt ?? context.publishedAt) : null
    if (own) return own
    const code = speaker.country ?? speaker.person?.country ?? null
    return code ? parties.ofCountry(code) : null
  }

  return {
    spoken,
    reported: (direct) => {
      const covered = new Set(direct.map((each) => `${each.passage.paragraph}:${each.sentence.from}`))
      return reports
        .filter((report) => !covered.has(`${report.passage.paragraph}:${report.sentence.from}`))
        .map((report) => report.suggestion)
    },
  }
}

function quotesIn(passage: ReadPassage, sentence: Sentence): number[] {
  const quotes: number[] = []
  for (let i = sentence.from; i < sentence.to; i++) if (passage.tokens[i]?.kind === "quote") quotes.push(i)
  return quotes
}

/** The outlet or agency through which the words came, where the sentence names one beside the speaker. */
function viaOf(passage: ReadPassage, sentence: Sentence, speaker: Speaker, lexicon: Lexicon): string | null {
  const { tokens } = passage
  const relay = passage.mentions.find((mention) => {
    if (mention.kind !== "relay" || mention.from < sentence.from || mention.to > sentence.to) return false
    if (mention.isGoverned || mention.name === speaker.name) return mention.name !== speaker.name
    const before = tokens[mention.from - 1]
    const after = tokens[mention.to]
    const afterNext = tokens[mention.to + 1]
    return [before, tokens[mention.from - 2], after, afterNext].some(
      (token) => token !== undefined && (isVerb(token.low, lexicon) || lexicon.relayVerbs.has(token.low)),
    )
  })
  if (relay) return relay.name
  for (let i = sentence.from; i < sentence.to; i++) {
    const phrase = accordingTo(tokens, i, lexicon)
    if (phrase === 0) continue
    const end = Math.min(i + phrase + 6, sentence.to)
    const media = tokens
      .slice(i + phrase, end)
      .findIndex((token) => /^(?:media|сми|змі|médias|medios)$/.test(token.low))
    if (media >= 0) return textOf(tokens, i + phrase, i + phrase + media + 1)
  }
  return null
}
