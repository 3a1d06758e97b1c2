import { type EdtfDate, isTimeZone, readEdtf } from "./dates.ts"
import type { Precision } from "./interval.ts"
import type { ConditionInput, ConditionMoveInput, StatementContent } from "./negotiation-document.ts"
import { type Refusal, refuse } from "./refusal.ts"
import type { Attribution, Stance, Tier } from "./vocabulary.ts"

/** Where something stands in time and in the log: what rule 1 orders by. Times are epoch milliseconds. */
export interface Placed {
  start: number
  end: number
  tier: Tier
  /** Order in the log (in an import: in the document). */
  order: number
  /** The instant from which it counts: its latest instant, or its first recording if that is earlier. */
  countsFrom: number
}

export interface SpeakerName {
  id: string | null
  name: string
}

/** One public revision of a statement, read once so that the rules need no cast, no zone and no clock. */
export interface StatementFacts extends Placed {
  statement: string
  version: number
  publication: "published" | "withdrawn"
  attribution: Attribution
  /** Each party spoken for, with the voice it is spoken in there (see `sameSpeaker`). */
  for: { party: string; voice: string | null }[]
  about: string[]
  institution: string | null
  speaker: SpeakerName
  saidAt: string
  saidAtPrecision: Precision
  gist: string
  stances: { option: string; stance: Stance }[]
  conditions: ConditionInput[]
  moves: ConditionMoveInput[]
}

/** A stance as one cell of the board reads it: a party's own, or an account of the party by somebody else. */
export interface Coding extends Placed {
  party: string
  option: string
  own: boolean
  stance: Stance
  statement: string
  voice: string | null
  institution: string | null
  speaker: SpeakerName
  saidAt: string
  saidAtPrecision: Precision
  gist: string
}

export interface Office {
  actor: string
  title: string
  tier: Tier
  /** Epoch milliseconds; -Infinity and Infinity where the office has no known beginning or end. */
  from: number
  to: number
}

/** The cast as the reading of a statement needs it. `offices` are in the order in which they were recorded. */
export interface Cast {
  zone: string
  people: Map<string, { name: string; offices: Office[] }>
}

/**
 * Reads a statement's content into the facts the rules use: interval, tier, voices.
 * Out: the facts, or a refusal with the path below the statement (`saidAt`, `speaker` ...).
 * Rule: domain.md "The words first" (own statement, tier, same speaker) and "At T".
 */
export function readStatement(
  content: StatementContent,
  cast: Cast,
  at: { version: number; publication: "published" | "withdrawn"; order: number; firstRecordedAt: number },
): StatementFacts | Refusal {
  const zone = content.zone ?? cast.zone
  if (content.zone && !isTimeZone(zone)) {
    return refuse("invalid", `"${zone}" is no time zone. Write its name, such as Europe/Kyiv.`, "zone")
  }
  const said = readEdtf(content.saidAt, zone, "saidAt")
  if ("refused" in said) return said
  const wrong = speakerRefusal(content)
  if (wrong) return wrong
  const parties = asList(content.for)
  const tier = tierOf(content, parties, said, cast)
  if (typeof tier !== "number") return tier
  const house = speakingHouse(content)
  const institution = house ? foldInstitution(house) : null
  return {
    statement: content.id,
    version: at.version,
    publication: at.publication,
    order: at.order,
    start: said.start,
    end: said.end,
    countsFrom: Math.min(said.end, at.firstRecordedAt),
    tier,
    attribution: content.attribution,
    for: parties.map((party) => ({ party, voice: voiceOf(content, tier, party, said, cast) })),
    about: asList(content.about),
    institution,
    speaker: speakerName(content, cast),
    saidAt: content.saidAt,
    saidAtPrecision: said.precision,
    gist: content.gist,
    stances: content.stances ?? [],
    conditions: content.conditions ?? [],
    moves: content.conditionMoves ?? [],
  }
}

/**
 * The parties whose own statement this is: published, not unattributed, spoken for, and with nobody else as its subject.
 * Rule: domain.md, "Own statement".
 */
export function ownParties(facts: Pick<StatementFacts, "attribution" | "for" | "about">): string[] {
  if (facts.attribution === "unattributed") return []
  return facts.for
    .map((speaking) => speaking.party)
    .filter((party) => facts.about.length === 0 || facts.about.includes(party))
}

/** The statement's stances as the cells read them. A withdrawn statement codes nothing. Rules 1, 3 and 12. */
export function codingsOf(facts: StatementFacts): Coding[] {
  if (facts.publication === "withdrawn") return []
  const own = new Set(ownParties(facts))
  const accounts = facts.about.filter((party) => !own.has(party))
  return facts.stances.flatMap(({ option, stance }) => {
    const base = {
      option,
      stance,
      statement: facts.statement,
      start: facts.start,
      end: facts.end,
      countsFrom: facts.countsFrom,
      tier: facts.tier,
      order: facts.order,
      institution: facts.institution,
      speaker: facts.speaker,
      saidAt: facts.saidAt,
      saidAtPrecision: facts.saidAtPrecision,
      gist: facts.gist,
    }
    return [
      ...facts.for
        .filter((speaking) => own.has(speaking.party))
        .map(({ party, voice }) => ({ ...base, party, own: true, voice })),
      ...accounts.map((party) => ({ ...base, party, own: false, voice: facts.for[0]?.voice ?? null })),
    ]
  })
}

/**
 * Orders by "the latest of several": greater latest instant, then greater earliest, then higher authority, then order in
 * the log. Negative where `a` is the earlier one. Two that are told apart by "later" are never ordered the other way.
 */
export function byTime(a: Placed, b: Placed): number {
  return a.end - b.end || a.start - b.start || b.tier - a.tier || a.order - b.order
}

/**
 * True where the person or the institution is the same; a formal communique carries the voice of the party's leader.
 * An unnamed source is the same as nobody but itself.
 */
export function sameSpeaker(
  a: Pick<Coding, "statement" | "voice" | "institution">,
  b: Pick<Coding, "statement" | "voice" | "institution">,
): boolean {
  return (
    a.statement === b.statement ||
    (a.voice !== null && a.voice === b.voice) ||
    (a.institution !== null && a.institution === b.institution)
  )
}

/** One id or a list of ids, or nothing, as a list without repeats. */
export function asList(value: string | string[] | null | undefined): string[] {
  return value === null || value === undefined ? [] : [...new Set(Array.isArray(value) ? value : [value])]
}

/** Tier by attribution first, then by the speaker's office at that date, then by the kind of institution. */
export function defaultTier(
  content: Pick<StatementContent, "attribution" | "institution">,
  offices: Pick<Office, "tier">[],
): Tier {
  if (["background", "leaked", "unattributed"].includes(content.attribution)) return 5
  if (content.institution) return 3
  return offices.map((office) => office.tier).sort()[0] ?? 5
}

function tierOf(content: StatementContent, parties: string[], said: EdtfDate, cast: Cast): Tier | Refusal {
  const person = content.speaker ? cast.people.get(content.speaker) : undefined
  if (content.speaker && !person) {
    return refuse(
      "unknown_id",
      `No person "${content.speaker}" is known here. Add the person first.`,
      "speaker",
    )
  }
  const held = person?.offices.filter((office) => office.from < said.end && office.to > said.start) ?? []
  const offices = held.filter((office) => parties.includes(office.actor))
  if (person && offices.length === 0) {
    return refuse(
      "no_office",
      `${person.name} held no office in ${parties.join(", ")} on ${content.saidAt}. ` +
        "Give the person that office with its dates, or correct the party or the date.",
      "speaker",
    )
  }
  const usual = defaultTier(content, offices)
  if (content.tier === null || content.tier === undefined || content.tier === usual) return usual
  if (!content.tierReason) {
    return refuse(
      "invalid",
      `Tier ${content.tier} differs from the usual tier ${usual} here. Say why in tierReason.`,
      "tier",
    )
  }
  return isTier(content.tier) ? content.tier : usual
}

export function isTier(value: number): value is Tier {
  return value === 1 || value === 2 || value === 3 || value === 4 || value === 5
}

function voiceOf(
  content: StatementContent,
  tier: Tier,
  party: string,
  said: EdtfDate,
  cast: Cast,
): string | null {
  if (content.speaker) return content.speaker
  if (!speakingHouse(content) || tier !== 1) return null
  for (const [person, { offices }] of cast.people) {
    const leads = (office: Office) =>
      office.actor === party && office.tier === 1 && office.from < said.end && office.to > said.start
    if (offices.some(leads)) return person
  }
  return `leader of ${party}`
}

function speakerName(content: StatementContent, cast: Cast): SpeakerName {
  const name = content.speaker ? cast.people.get(content.speaker)?.name : undefined
  return {
    id: content.speaker ?? null,
    name: name ?? speakingHouse(content) ?? content.speakerAsDescribed ?? "",
  }
}

function speakerRefusal(content: StatementContent): Refusal | undefined {
  const { speaker, institution, speakerAsDescribed, attribution } = content
  if (speaker && institution) {
    return refuse("invalid", "Name a person or an institution as the speaker, not both.", "institution")
  }
  if (attribution === "on_record" && !speaker && !institution) {
    return refuse(
      "invalid",
      "On the record needs a named speaker or an institution. Use background or unattributed for others.",
      "speaker",
    )
  }
  if (attribution === "institutional" && !institution && !speaker) {
    return refuse(
      "invalid",
      'An institutional voice needs its institution, such as "the Kremlin".',
      "institution",
    )
  }
  if (attribution === "background" && (speaker || !speakerAsDescribed)) {
    return refuse(
      "invalid",
      "A background source is described, not named: fill speakerAsDescribed and leave speaker empty.",
      "speakerAsDescribed",
    )
  }
  if (attribution !== "unattributed" && !speaker && !institution && !speakerAsDescribed) {
    return refuse("invalid", "Say who spoke: a person, an institution or a description.", "speaker")
  }
  return undefined
}

/** The institution that speaks. A described, unnamed source stays a speaker of its own, even where its house is named. */
function speakingHouse(content: StatementContent): string | null {
  const unnamed = ["background", "leaked"].includes(content.attribution) && content.speakerAsDescribed
  return unnamed ? null : (content.institution ?? null)
}

function foldInstitution(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()
}
