import type { NegotiationDocument, StatementContent } from "../../server/domain/negotiation-document.ts"
import { STANCES } from "../../server/domain/vocabulary.ts"

/** A negotiation of any size: parties with three speakers each (a leader, a minister, a spokesperson), issues of three options. */
export function tableOf(slug: string, parties: number, options: number): NegotiationDocument {
  const actors = Array.from({ length: parties }, (_, n) => `party-${n}`)
  return {
    format: "parley/1",
    negotiation: {
      slug,
      title: "Benchmark",
      summary: "",
      timeZone: "Europe/Kyiv",
      stage: "ceasefire",
      review: "off",
    },
    actors: actors.map((id) => ({ id, name: `Party ${id.slice(6)}`, kind: "state" })),
    parties: actors.map((actor, n) => ({ actor, roles: [n < 2 ? "belligerent" : "mediator"] })),
    people: actors.flatMap((actor) =>
      [1, 2, 3].map((tier) => ({
        id: `${actor}-tier-${tier}`,
        name: `Speaker ${tier} of ${actor}`,
        offices: [{ actor, title: `Office ${tier}`, tier }],
      })),
    ),
    issues: Array.from({ length: Math.ceil(options / 3) }, (_, n) => ({
      id: `issue-${n}`,
      title: `Issue ${n}`,
    })),
    options: Array.from({ length: options }, (_, n) => ({
      id: `option-${n}`,
      issue: `issue-${Math.floor(n / 3)}`,
      text: `Option ${n} of the benchmark, in about as many words as a real one has`,
    })),
    sources: [{ id: "wire", name: "The wire", class: "traditional_media", reliability: "B" }],
    documents: Array.from({ length: 50 }, (_, n) => ({ id: `d${n}`, source: "wire", title: `Report ${n}` })),
  }
}

export const FIRST_DAY = Date.UTC(2023, 0, 1)
export const DAY_MS = 86_400_000

/** Statement `n` of `count` that are spread over three years; its mark (`bench-000123`) stands in its text. */
export function statementOf(
  n: number,
  count: number,
  parties: number,
  options: number,
  mark = markOf(n),
): StatementContent {
  const random = randomOf(n)
  const party = `party-${Math.floor(random() * parties)}`
  const option = Math.floor(random() * options)
  const tier = 1 + Math.floor(random() * 3)
  const day = new Date(FIRST_DAY + Math.floor((n / count) * 3 * 365) * DAY_MS).toISOString().slice(0, 10)
  return {
    id: mark,
    speaker: `${party}-tier-${tier}`,
    for: party,
    about: null,
    saidAt: day,
    place: "Geneva",
    venue: "press conference",
    gist: `${mark}: the speaker says, in the plain words of an analyst, where the party stands and why.`,
    directness: "paraphrase",
    attribution: "on_record",
    act: "inform",
    modality: "actual",
    credibility: 2,
    documents: [`d${n % 50}`],
    stances: [
      { option: `option-${option}`, stance: STANCES[Math.floor(random() * STANCES.length)] ?? "open" },
    ],
    // every fortieth attaches a condition, so that there are some hundreds of them
    ...(n % 40 === 0 && {
      conditions: [
        {
          id: `condition-${n}`,
          option: `option-${option}`,
          kind: "precondition",
          text: "The other side withdraws first, and says so.",
        },
      ],
    }),
    status: "published",
  }
}

export function markOf(n: number): string {
  return `bench-${String(n).padStart(6, "0")}`
}

/** The same numbers in every run. */
export function randomOf(seed: number): () => number {
  let state = (seed + 1) * 2654435761
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519)
    state = Math.imul(state ^ (state >>> 13), 3266489917)
    state ^= state >>> 16
    return (state >>> 0) / 2 ** 32
  }
}
