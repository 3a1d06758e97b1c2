import fc from "fast-check"
import { type Agenda, cellKey, type Ledger } from "../../server/domain/board.ts"
import {
  type ConditionDefinition,
  type ConditionMove,
  definitionsOf,
  movesOf,
  movesOfEvent,
} from "../../server/domain/condition.ts"
import { readEdtf } from "../../server/domain/dates.ts"
import type { Interval } from "../../server/domain/interval.ts"
import type {
  ConditionInput,
  ConditionMoveInput,
  EventInput,
  NegotiationDocument,
  PersonInput,
  StatementContent,
} from "../../server/domain/negotiation-document.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import {
  asList,
  type Cast,
  type Coding,
  codingsOf,
  ownParties,
  readStatement,
  type StatementFacts,
} from "../../server/domain/statement.ts"
import {
  CONDITION_KINDS,
  COUNTERPARTY_STATES,
  FULFILMENT_STATES,
  STANCES,
} from "../../server/domain/vocabulary.ts"
import { type AgendaChange, agendaChange, rearranged } from "./agenda-acts.ts"

/** What the public was told, in the order of recording. `table` holds no statement and no event. */
export interface History {
  table: NegotiationDocument
  acts: Act[]
}

/** One public act. `at` is when it was recorded (epoch ms, strictly rising); `order` its place in the log, else that of the act. */
export type Act = { at: number; order?: number } & (
  | { kind: "publish"; statement: StatementContent }
  | { kind: "correct"; statement: StatementContent; note: string }
  | { kind: "withdraw"; id: string; note: string }
  | { kind: "record_event"; event: EventInput }
  | { kind: "merge"; merged: string; kept: string }
  /** `table` is what lies on the table after it. */
  | { kind: "agenda"; change: AgendaChange; table: NegotiationDocument }
)

/** The agenda of a document, read in its own zone: what the rules are given beside the statements. */
export const agendaOf = once((table: NegotiationDocument): Agenda => {
  const zone = table.negotiation.timeZone
  const names = new Map(table.actors?.map((actor) => [actor.id, actor]))
  const options = new Map(table.proposals?.map((proposal) => [proposal.id, proposal.options]))
  return {
    parties: (table.parties ?? []).map(({ actor, roles }) => ({
      id: actor,
      name: names.get(actor)?.name ?? actor,
      iso: names.get(actor)?.iso ?? null,
      roles: roles.map((role) =>
        typeof role === "string"
          ? { role, from: -Infinity, to: Infinity }
          : { role: role.role, from: from(role.from, zone), to: to(role.to, zone) },
      ),
    })),
    issues: (table.issues ?? []).map(({ id, title, group, checklist }) => ({
      id,
      title,
      group: group ?? null,
      checklist: checklist ?? null,
    })),
    options: (table.options ?? []).map(({ id, issue, text, closed }) => ({
      id,
      issue,
      text,
      closed: closed ?? null,
      closedFrom: to(closed, zone),
    })),
    newerVersions: (table.proposals ?? []).flatMap(({ supersedes, at }) =>
      supersedes && at
        ? (options.get(supersedes) ?? []).map((option) => ({
            option,
            start: from(at, zone),
            end: to(at, zone),
          }))
        : [],
    ),
  }
})

export const castOf = once((table: NegotiationDocument): Cast => {
  const zone = table.negotiation.timeZone
  return {
    zone,
    people: new Map(
      table.people?.map(({ id, name, offices }) => [
        id,
        {
          name,
          offices: (offices ?? []).map(({ actor, title, tier, ...term }) => ({
            actor,
            title,
            tier: tier as 1 | 2 | 3 | 4 | 5,
            from: from(term.from, zone),
            to: to(term.to, zone),
          })),
        },
      ]),
    ),
  }
})

/** Each statement's public revision as known at one instant, by id. */
export function factsAt(history: History, knownAt: number): Map<string, StatementFacts> {
  return read(history, knownAt).facts
}

/** The statements that an act revised, as they were read before and after it. */
export function revisedBy(
  history: History,
  act: Act,
): { was: StatementFacts | undefined; now: StatementFacts }[] {
  const [before, after] = [factsAt(history, act.at - 1), factsAt(history, act.at)]
  return [...after.values()].flatMap((now) => {
    const was = before.get(now.statement)
    return was?.version === now.version ? [] : [{ was, now }]
  })
}

/** Everything the rules read, as known at one instant: the plain way, from the first act on. */
export function ledgerOf(history: History, knownAt: number): Ledger {
  const { facts, definitions, events } = read(history, knownAt)
  const codings = new Map<string, Coding[]>()
  const moves = new Map<string, ConditionMove[]>()
  for (const said of facts.values()) {
    for (const coding of codingsOf(said)) push(codings, cellKey(coding.party, coding.option), coding)
    for (const move of movesOf(said)) push(moves, move.condition, move)
  }
  for (const move of events) push(moves, move.condition, move)
  return { agenda: agendaOf(tableAt(history, knownAt)), codings, definitions, moves }
}

function tableAt(history: History, knownAt: number): NegotiationDocument {
  const last = history.acts.findLast((act) => act.kind === "agenda" && act.at <= knownAt)
  return last?.kind === "agenda" ? last.table : history.table
}

/** A whole document as a history: its statements and events recorded one after another from `at` on. */
export function historyOfDocument(document: NegotiationDocument, at: number): History {
  const { statements, events, ...table } = document
  const acts: Act[] = [
    ...(statements ?? []).map((statement, i): Act => ({ kind: "publish", at: at + i, statement })),
    ...(events ?? []).map(
      (event, i): Act => ({
        kind: "record_event",
        at: at + (statements?.length ?? 0) + i,
        event,
      }),
    ),
  ]
  return { table, acts }
}

function read(history: History, knownAt: number) {
  let cast = castOf(history.table)
  const first = new Map<string, { order: number; firstRecordedAt: number }>()
  const contents = new Map<string, StatementContent>()
  const facts = new Map<string, StatementFacts>()
  const definitions = new Map<string, ConditionDefinition>()
  const events: ConditionMove[] = []
  const revise = (content: StatementContent, publication: "published" | "withdrawn") => {
    const place = first.get(content.id)
    if (!place) throw new Error(`${content.id} was never published.`)
    const version = (facts.get(content.id)?.version ?? 0) + 1
    const read = readOnce(cast, content)
    const countsFrom = Math.min(read.end, place.firstRecordedAt)
    const said = { ...read, version, publication, order: place.order, countsFrom }
    contents.set(content.id, content)
    facts.set(content.id, said)
    // what a correction drops stays defined: another statement may have restated it (rule 4)
    for (const old of definitions.values())
      if (old.statement === content.id) definitions.set(old.id, { ...old, withdrawn: true })
    for (const definition of definitionsOf(said)) definitions.set(definition.id, definition)
  }
  for (const [index, act] of history.acts.entries()) {
    if (act.at > knownAt) continue
    const order = act.order ?? index + 1
    switch (act.kind) {
      case "publish":
        first.set(act.statement.id, { order, firstRecordedAt: act.at })
        revise(act.statement, "published")
        break
      case "correct":
        revise(act.statement, "published")
        break
      case "withdraw": {
        const content = contents.get(act.id)
        if (content) revise(content, "withdrawn")
        break
      }
      case "record_event": {
        const { id, conditionMoves = [] } = act.event
        const { start, end } = interval(act.event.at, cast.zone)
        events.push(
          ...movesOfEvent({
            id,
            moves: conditionMoves,
            start,
            end,
            order,
            countsFrom: Math.min(end, act.at),
          }),
        )
        break
      }
      case "merge": {
        const theirs = new Set(
          [...facts.values()]
            .filter((said) => said.publication === "published")
            .filter(
              (said) =>
                contents.get(said.statement)?.speaker === act.merged ||
                said.for.some(({ voice }) => voice === act.merged),
            )
            .map((said) => said.statement),
        )
        cast = united(cast, act)
        for (const content of [...contents.values()])
          if (theirs.has(content.id)) revise(spokenBy(content, act), "published")
        break
      }
      case "agenda":
        break // nothing that was said is read anew
      default:
        act satisfies never
    }
  }
  return { facts, definitions, events }
}

type Merged = { merged: string; kept: string }

/** The cast in which two entries are one: it has the offices of both, and the place of the earlier. */
const united = (cast: Cast, { merged, kept }: Merged): Cast => {
  const [from, to] = [cast.people.get(merged), cast.people.get(kept)]
  if (!from || !to) throw new Error(`${merged} and ${kept} are not both in the cast.`)
  const one = { name: to.name, offices: [...to.offices, ...from.offices] }
  const earlier = [...cast.people.keys()].find((id) => id === merged || id === kept)
  const people = [...cast.people].flatMap(
    ([id, person]): [string, Cast["people"] extends Map<string, infer P> ? P : never][] =>
      id === earlier ? [[kept, one]] : id === merged || id === kept ? [] : [[id, person]],
  )
  return { ...cast, people: new Map(people) }
}

function spokenBy(content: StatementContent, { merged, kept }: Merged): StatementContent {
  return content.speaker === merged ? { ...content, speaker: kept } : content
}

/** Reading zones and dates is slow, and properties read the same table and contents again for every act. */
function once<T extends object, R>(make: (of: T) => R): (of: T) => R {
  const made = new WeakMap<T, R>()
  return (of) => {
    const found = made.get(of) ?? make(of)
    made.set(of, found)
    return found
  }
}

const readings = once((cast: Cast) =>
  once((content: StatementContent): StatementFacts => {
    const said = readStatement(content, cast, LEGAL)
    if (isRefusal(said)) throw new Error(`${content.id}: ${said.detail}`)
    return said
  }),
)
function readOnce(cast: Cast, content: StatementContent): StatementFacts {
  return readings(cast)(content)
}

function interval(text: string, zone: string): Interval {
  const date = readEdtf(text, zone)
  if (isRefusal(date)) throw new Error(date.detail)
  return date
}
function from(text: string | null | undefined, zone: string): number {
  return text ? interval(text, zone).start : -Infinity
}
function to(text: string | null | undefined, zone: string): number {
  return text ? interval(text, zone).end : Infinity
}
function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

// ---- arbitrary histories -------------------------------------------------------------------------------------------

const DAY_MS = 86_400_000
/** The clocks of Kyiv go forward in the night to 30 March 2025, so that the span has a day of 23 hours. */
const FIRST_RECORDING = Date.UTC(2025, 2, 28, 6)

const office = (actor: string, title: string, tier: number, term: { from?: string; to?: string } = {}) => ({
  actor,
  title,
  tier,
  ...term,
})
const PEOPLE: PersonInput[] = [
  {
    id: "n-leader",
    name: "Old Leader of North",
    offices: [office("north", "President", 1, { to: "2025-03-29" })],
  },
  {
    id: "n-heir",
    name: "New Leader of North",
    offices: [office("north", "President", 1, { from: "2025-03-30" })],
  },
  { id: "n-chair", name: "Chair of North", offices: [office("north", "Chair of the Council", 1)] },
  { id: "n-minister", name: "Minister of North", offices: [office("north", "Foreign minister", 2)] },
  { id: "n-negotiator", name: "Negotiator of North", offices: [office("north", "Head of delegation", 2)] },
  { id: "n-spokes", name: "Spokeswoman of North", offices: [office("north", "Spokeswoman", 3)] },
  { id: "n-aide", name: "Aide of North", offices: [office("north", "Aide", 3)] },
  { id: "n-general", name: "General of North", offices: [office("north", "Commander", 4)] },
  { id: "s-leader", name: "Leader of South", offices: [office("south", "President", 1)] },
  { id: "s-minister", name: "Minister of South", offices: [office("south", "Foreign minister", 2)] },
  { id: "s-deputy", name: "Deputy of South", offices: [office("south", "Member of parliament", 4)] },
  { id: "s-spokes", name: "Spokesman of South", offices: [office("south", "Spokesman", 3)] },
  { id: "h-leader", name: "Leader of Harbour", offices: [office("harbour", "Prime minister", 1)] },
  { id: "h-envoy", name: "Envoy of Harbour", offices: [office("harbour", "Special envoy", 2)] },
  { id: "e-leader", name: "Leader of East", offices: [office("east", "President", 1)] },
  {
    id: "commissioner",
    name: "Joint commissioner",
    offices: [office("north", "Commissioner", 2), office("south", "Commissioner", 3)],
  },
]
const PARTIES = ["north", "south", "harbour", "east"] as const
const INSTITUTIONS = ["the Palace", "The  palace", "the Foreign Ministry"]

const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10)

/** Issues with their options, some of which close during the span; a proposal that a newer one supersedes. */
export const tables: fc.Arbitrary<NegotiationDocument> = fc
  .record({
    issues: fc.array(fc.array(fc.option(fc.nat(8), { freq: 3 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    }),
    eastFights: fc.constantFrom<{ from?: string; to?: string } | null>(
      null,
      {},
      { from: "2025-03-31" },
      { to: "2025-04-01" },
    ),
    newerProposalAfter: fc.option(fc.nat(8)),
  })
  .map(({ issues, eastFights, newerProposalAfter }): NegotiationDocument => {
    const options = issues.flatMap((closings, i) =>
      closings.map((closing, o) => ({
        id: `o${i + 1}${o + 1}`,
        issue: `i${i + 1}`,
        text: `Option ${o + 1} of issue ${i + 1}`,
        ...(closing !== null && { closed: day(FIRST_RECORDING + closing * DAY_MS) }),
      })),
    )
    const first = {
      id: "p1",
      proposer: "harbour",
      title: "The plan",
      options: options.slice(0, 2).map((o) => o.id),
    }
    return {
      format: "parley/1",
      negotiation: { slug: "north-and-south", title: "North and South", timeZone: "Europe/Kyiv" },
      actors: PARTIES.map((id) => ({ id, name: `The ${id}`, kind: "state" as const })),
      parties: [
        { actor: "north", roles: ["belligerent"] },
        { actor: "south", roles: ["belligerent", "signatory"] },
        { actor: "harbour", roles: ["mediator"] },
        {
          actor: "east",
          roles: ["supporter", ...(eastFights ? [{ role: "belligerent" as const, ...eastFights }] : [])],
        },
      ],
      people: PEOPLE,
      issues: issues.map((_, i) => ({ id: `i${i + 1}`, title: `Issue ${i + 1}` })),
      options,
      proposals: [
        { ...first, version: 1, status: "tabled" as const, at: "2025-03-20" },
        ...(newerProposalAfter === null
          ? []
          : [
              {
                ...first,
                id: "p2",
                version: 2,
                status: "tabled" as const,
                supersedes: "p1",
                at: day(FIRST_RECORDING + newerProposalAfter * DAY_MS),
              },
            ]),
      ],
      sources: [{ id: "wire", name: "The wire", class: "traditional_media" }],
      documents: [{ id: "d1", source: "wire", title: "A report" }],
    }
  })

/** Dates of every precision around the day of recording; many overlap, so that orders are often unknown. */
const dates = fc.record({
  daysBack: fc.nat(6),
  hour: fc.nat(23),
  minute: fc.nat(59),
  form: fc.constantFrom(
    ...([
      "day",
      "day",
      "day",
      "uncertain",
      "approximate",
      "hour",
      "minute",
      "second",
      "offset",
      "interval",
      "month",
    ] as const),
  ),
})
type RawDate = typeof dates extends fc.Arbitrary<infer T> ? T : never

function writeDate(raw: RawDate, recordedAt: number): string {
  const said = day(recordedAt - raw.daysBack * DAY_MS)
  const [hh, mm] = [raw.hour, raw.minute].map((n) => String(n).padStart(2, "0"))
  switch (raw.form) {
    case "day":
      return said
    case "uncertain":
      return `${said}?`
    case "approximate":
      return `${said}~`
    case "hour":
      return `${said}T${hh}`
    case "minute":
      return `${said}T${hh}:${mm}`
    case "second":
      return `${said}T${hh}:${mm}:07`
    case "offset":
      return `${said}T${hh}:${mm}+03:00`
    case "interval":
      return `${day(recordedAt - (raw.daysBack + 1 + (raw.hour % 3)) * DAY_MS)}/${said}%`
    case "month":
      return said.slice(0, 7)
    default:
      return raw.form satisfies never
  }
}

const voices = fc.constantFrom(
  ...([
    "person",
    "person",
    "person",
    "person",
    "institution",
    "communique",
    "background",
    "leaked",
    "leaked_unnamed",
  ] as const),
  ...(["unattributed", "set_tier"] as const),
)
const subjects = fc.constantFrom(...(["nobody", "nobody", "nobody", "self", "other", "both"] as const))

const drafts = fc.record({
  voice: voices,
  party: fc.nat(),
  person: fc.nat(),
  joint: fc.nat(9).map((n) => n === 0),
  subject: subjects,
  date: dates,
  zone: fc.constantFrom(null, null, null, "America/New_York", "Asia/Tokyo"),
  tier: fc.integer({ min: 1, max: 5 }),
  stances: fc.array(fc.record({ option: fc.nat(), stance: fc.constantFrom(...STANCES) }), { maxLength: 3 }),
  conditions: fc.array(
    fc.record({
      option: fc.nat(),
      kind: fc.oneof(fc.constantFrom(...CONDITION_KINDS), fc.constant("red_line" as const)),
      touches: fc.array(fc.nat(), { maxLength: 2 }),
      keep: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  moves: fc.array(
    fc.record({
      condition: fc.nat(),
      axis: fc.constantFrom("holder", "counterparty", "fulfilment"),
      to: fc.nat(),
    }),
    { maxLength: 2 },
  ),
})
type Draft = typeof drafts extends fc.Arbitrary<infer T> ? T : never

const steps = fc.record({
  act: fc.constantFrom(
    ...([
      "publish",
      "publish",
      "publish",
      "publish",
      "publish",
      "correct",
      "withdraw",
      "event",
      "merge",
      "agenda",
    ] as const),
  ),
  gapMs: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 36 * 3_600_000 })),
  target: fc.nat(),
  draft: drafts,
})
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never

/** Legal histories of one negotiation. `kept: false` leaves out what editors do to the cast and the agenda. */
export function histories(size: { maxActs?: number; kept?: boolean } = {}): fc.Arbitrary<History> {
  const acts = size.kept === false ? steps.filter(({ act }) => act !== "merge" && act !== "agenda") : steps
  return fc
    .tuple(tables, fc.array(acts, { minLength: 1, maxLength: size.maxActs ?? 16 }))
    .map(([table, list]) => play(table, list))
}

/** Turns raw steps into acts that the rules allow: references exist, offices are held, authority suffices. */
function play(first: NegotiationDocument, list: Step[]): History {
  let table = first
  let cast = castOf(table)
  const acts: Act[] = []
  const live: StatementContent[] = []
  const known = new Map<string, ConditionDefinition>()
  let at = FIRST_RECORDING
  for (const [i, step] of list.entries()) {
    at += step.gapMs
    const target = pick(live, step.target)
    const learn = (content: StatementContent) => {
      for (const definition of definitionsOf(readOnce(cast, content))) known.set(definition.id, definition)
    }
    if (step.act === "correct" && target) {
      const statement = write(step.draft, { id: target.id, previous: target, table, cast, at, known, nth: i })
      live.splice(live.indexOf(target), 1, statement)
      learn(statement)
      acts.push({ kind: "correct", at, statement, note: "It was misread; this is right." })
    } else if (step.act === "withdraw" && target) {
      live.splice(live.indexOf(target), 1)
      acts.push({ kind: "withdraw", at, id: target.id, note: "The source withdrew it." })
    } else if (step.act === "event") {
      acts.push({ kind: "record_event", at, event: happening(step.draft, { at, known, nth: i }) })
    } else if (step.act === "agenda") {
      const change = agendaChange(
        table,
        { nth: step.target, kind: step.draft.person, daysOn: step.draft.date.daysBack - 2 },
        at,
      )
      if (!change) continue
      table = rearranged(table, change)
      acts.push({ kind: "agenda", at, change, table })
    } else if (step.act === "merge" && target?.speaker) {
      // one who has spoken becomes another who stands near and so, most often, sits at the same table
      const ids = [...cast.people.keys()]
      const merged = target.speaker
      const kept = pick(ids, ids.indexOf(merged) + 1 + (step.draft.person % 3)) ?? ""
      cast = united(cast, { merged, kept })
      for (const [n, content] of live.entries()) live[n] = spokenBy(content, { merged, kept })
      for (const content of live) learn(content)
      acts.push({ kind: "merge", at, merged, kept })
    } else {
      const statement = write(step.draft, { id: `s${i + 1}`, table, cast, at, known, nth: i })
      live.push(statement)
      learn(statement)
      acts.push({ kind: "publish", at, statement })
    }
  }
  return { table: first, acts }
}

const LEGAL = { version: 1, publication: "published", order: 0, firstRecordedAt: 0 } as const

interface Scene {
  id: string
  previous?: StatementContent
  table: NegotiationDocument
  cast: Cast
  at: number
  known: Map<string, ConditionDefinition>
  nth: number
}

function write(draft: Draft, scene: Scene): StatementContent {
  const { table, cast, at } = scene
  const party = pick([...PARTIES], draft.party) ?? "north"
  const parties = draft.joint ? [...new Set([party, draft.party % 2 ? "north" : "south"])] : [party]
  const other = PARTIES[(PARTIES.indexOf(party) + 1) % PARTIES.length] ?? "south"
  const about = { nobody: null, self: party, other, both: [party, other] }[draft.subject]
  const zone = draft.zone ?? cast.zone
  let saidAt = writeDate(draft.date, at)
  // an evening in a zone to the west may still be to come on the day before
  for (let back = 1; interval(saidAt, zone).start > at; back++) {
    saidAt = writeDate({ ...draft.date, daysBack: draft.date.daysBack + back }, at)
  }
  const frame = {
    id: scene.id,
    for: parties.length === 1 ? party : parties,
    about,
    saidAt,
    ...(draft.zone && { zone: draft.zone }),
    gist: `Says what act ${scene.nth + 1} records.`,
    language: "en",
    directness: "paraphrase" as const,
    credibility: 2,
    documents: ["d1"],
  }
  const spoken = speak(draft, frame, cast)
  const options = (table.options ?? []).map((option) => option.id)
  const content: StatementContent = {
    ...spoken,
    stances: [
      ...new Map(draft.stances.map(({ option, stance }) => [pick(options, option) ?? "o11", stance])),
    ].map(([option, stance]) => ({ option, stance })),
    conditions: conditions(draft, scene, options),
  }
  const said = readStatement(content, cast, LEGAL)
  if (isRefusal(said)) throw new Error(said.detail)
  return { ...content, conditionMoves: legalMoves(draft, said, scene.known) }
}

/** Gives the statement its speaker; where the person held no office that day, the Palace speaks instead. */
function speak(draft: Draft, frame: Omit<StatementContent, "attribution">, cast: Cast): StatementContent {
  const institution = pick(INSTITUTIONS, draft.person) ?? "the Palace"
  const parties = asList(frame.for)
  const people = PEOPLE.filter((person) => person.offices?.some((o) => parties.includes(o.actor)))
  const speaker = pick(people, draft.person)?.id
  const speakerAsDescribed = "an official who was not named"
  const fallback: StatementContent = { ...frame, institution, attribution: "institutional" }
  const written = ((): StatementContent => {
    switch (draft.voice) {
      case "person":
        return { ...frame, speaker, attribution: "on_record" }
      case "set_tier":
        return {
          ...frame,
          speaker,
          attribution: "on_record",
          tier: draft.tier,
          tierReason: "Empowered for these talks.",
        }
      case "institution":
        return fallback
      case "communique":
        return { ...fallback, tier: 1, tierReason: "A formal communique of the leadership." }
      case "background":
        return { ...frame, speakerAsDescribed, attribution: "background" }
      case "leaked":
        return { ...frame, speaker, attribution: "leaked" }
      case "leaked_unnamed":
        return { ...frame, speakerAsDescribed, attribution: "leaked" }
      case "unattributed":
        return { ...frame, attribution: "unattributed" }
      default:
        return draft.voice satisfies never
    }
  })()
  return isRefusal(readStatement(written, cast, LEGAL)) ? fallback : written
}

/** A correction keeps some of the conditions under their ids and drops the others. */
function conditions(draft: Draft, scene: Scene, options: string[]): ConditionInput[] {
  const before = scene.previous?.conditions ?? []
  return draft.conditions.map(({ option, kind, touches, keep }, i) => ({
    id: (keep ? before[i]?.id : undefined) ?? `c${scene.nth + 1}-${i + 1}`,
    option: pick(options, option) ?? "o11",
    kind,
    text: `Something must hold (${kind}).`,
    touches: [...new Set(touches.map((n) => pick(options, n) ?? "o11"))],
  }))
}

const RESTATE_OR_CLARIFY = ["active", "clarified"] as const
const ANY_HOLDER_MOVE = [
  "active",
  "clarified",
  "softened",
  "hardened",
  "waived",
  "withdrawn",
  "lapsed",
] as const

function legalMoves(
  draft: Draft,
  said: StatementFacts,
  known: Map<string, ConditionDefinition>,
): ConditionMoveInput[] {
  const own = ownParties(said)
  const others = [...known.values()].filter((definition) => definition.statement !== said.statement)
  return draft.moves.flatMap(({ condition, axis, to }): ConditionMoveInput[] => {
    const target = pick(others, condition)
    if (!target || own.length === 0) return []
    const base = { condition: target.id }
    if (axis === "holder" && own.some((party) => target.holders.includes(party))) {
      const states = said.tier <= 2 ? ANY_HOLDER_MOVE : RESTATE_OR_CLARIFY
      return [{ ...base, axis: "holder", to: pick<(typeof ANY_HOLDER_MOVE)[number]>(states, to) ?? "active" }]
    }
    if (axis === "counterparty" && own.some((party) => !target.holders.includes(party))) {
      return [{ ...base, axis: "counterparty", to: pick(COUNTERPARTY_STATES, to) ?? "rejected" }]
    }
    return axis === "fulfilment"
      ? [{ ...base, axis: "fulfilment", to: pick(FULFILMENT_STATES, to) ?? "pending" }]
      : []
  })
}

function happening(draft: Draft, scene: Pick<Scene, "at" | "known" | "nth">): EventInput {
  const moves = draft.moves.flatMap(({ condition, axis, to }): ConditionMoveInput[] => {
    const target = pick([...scene.known.values()], condition)
    if (!target || axis === "counterparty") return []
    return axis === "holder"
      ? [{ condition: target.id, axis: "holder", to: pick(ANY_HOLDER_MOVE, to) ?? "lapsed" }]
      : [{ condition: target.id, axis: "fulfilment", to: pick(FULFILMENT_STATES, to) ?? "verified" }]
  })
  return {
    id: `e${scene.nth + 1}`,
    type: "entry_into_force",
    at: day(scene.at - draft.date.daysBack * DAY_MS),
    title: "An agreement enters into force",
    verification: "corroborated",
    documents: ["d1"],
    conditionMoves: moves,
  }
}

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(list.length, 1)]
}
