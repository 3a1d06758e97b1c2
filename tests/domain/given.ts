import { type Board, boardOf } from "../../server/domain/board.ts"
import { readInstant } from "../../server/domain/dates.ts"
import type {
  EventInput,
  NegotiationDocument,
  StatementContent,
} from "../../server/domain/negotiation-document.ts"
import type { Cell } from "../../server/domain/position.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import type { Stance } from "../../server/domain/vocabulary.ts"
import { type Act, type History, ledgerOf } from "../support/histories.ts"

/** A small table in UTC: two that fight, one that mediates; issue `i` with options o and p, issue `j` with option q. */
export const table: NegotiationDocument = {
  format: "parley/1",
  negotiation: { slug: "talks", title: "Talks", timeZone: "UTC" },
  actors: ["north", "south", "harbour"].map((id) => ({ id, name: id, kind: "state" as const })),
  parties: [
    { actor: "north", roles: ["belligerent"] },
    { actor: "south", roles: ["belligerent"] },
    { actor: "harbour", roles: ["mediator"] },
  ],
  people: [
    person("leader", "north", 1),
    person("chair", "north", 1),
    person("minister", "north", 2),
    person("negotiator", "north", 2),
    person("spokeswoman", "north", 3),
    person("aide", "north", 3),
    person("general", "north", 4),
    person("s-leader", "south", 1),
    person("s-minister", "south", 2),
    person("s-aide", "south", 3),
    person("h-leader", "harbour", 1),
    person("h-aide", "harbour", 3),
  ],
  issues: [
    { id: "i", title: "Issue i" },
    { id: "j", title: "Issue j" },
  ],
  options: [
    { id: "o", issue: "i", text: "Option o" },
    { id: "p", issue: "i", text: "Option p" },
    { id: "q", issue: "j", text: "Option q" },
  ],
}

function person(id: string, actor: string, tier: number) {
  return { id, name: `The ${id}`, offices: [{ actor, title: id, tier }] }
}

/** A statement on record by a person for the person's own party; a bare stance is one on option o. */
export function says(
  id: string,
  speaker: string,
  stance: Stance | Record<string, Stance> | null,
  saidAt: string,
  more: Partial<StatementContent> = {},
): StatementContent {
  const stances = typeof stance === "string" ? { o: stance } : (stance ?? {})
  return {
    id,
    speaker,
    for: speaker.startsWith("s-") ? "south" : speaker.startsWith("h-") ? "harbour" : "north",
    saidAt,
    gist: `what ${id} says`,
    directness: "paraphrase",
    attribution: "on_record",
    stances: Object.entries(stances).map(([option, value]) => ({ option, stance: value })),
    ...more,
  }
}

/** The same without a named person: `voice` says whose words these are. */
export function speaks(
  id: string,
  voice: Pick<StatementContent, "attribution" | "institution" | "speakerAsDescribed" | "tier" | "tierReason">,
  stance: Stance | Record<string, Stance> | null,
  saidAt: string,
  more: Partial<StatementContent> = {},
): StatementContent {
  return says(id, "leader", stance, saidAt, { speaker: null, ...voice, ...more })
}

export const communique = {
  attribution: "institutional",
  institution: "the Palace",
  tier: 1,
  tierReason: "A formal communique of the leadership.",
} as const
export const palace = { attribution: "institutional", institution: "the Palace" } as const
export const official = { attribution: "background", speakerAsDescribed: "an official" } as const

/** Recorded long afterwards, so that each thing counts from its own latest instant. */
const RECORDED = Date.UTC(2026, 0, 1)

export function history(
  statements: StatementContent[],
  more: { table?: Partial<NegotiationDocument>; events?: EventInput[]; afterwards?: Act[] } = {},
): History {
  const events = more.events ?? []
  return {
    table: { ...table, ...more.table },
    acts: [
      ...statements.map((statement, n): Act => ({ kind: "publish", at: RECORDED + n, statement })),
      ...events.map((event, n): Act => ({ kind: "record_event", at: RECORDED + 1000 + n, event })),
      ...(more.afterwards ?? []),
    ],
  }
}
export const LATER = RECORDED + 10_000

export function boardAt(at: string, of: History | StatementContent[], knownAt = Infinity): Board {
  const t = instant(at)
  const told = Array.isArray(of) ? history(of) : of
  return boardOf(ledgerOf(told, knownAt), t, {
    negotiation: "talks",
    epoch: "e",
    seq: 0,
    asOf: null,
    knownAt: null,
  })
}

/** The cell at the end of 2025, or at the instant given. North on option o, unless said otherwise. */
export function cellOf(
  of: History | StatementContent[] | Board,
  { at = "2025-12-31", party = "north", option = "o" }: { at?: string; party?: string; option?: string } = {},
): Cell {
  const board = "issues" in of ? of : boardAt(at, of)
  const cell = board.issues
    .flatMap((issue) => issue.options.flatMap((o) => o.cells))
    .find((c) => c.party === party && c.option === option)
  if (!cell) throw new Error(`no cell of ${party} on ${option}`)
  return cell
}

/** The pair of North and South on issue i, or on the one given. */
export function pairOn(of: History | StatementContent[], issue = "i", at = "2025-12-31") {
  return boardAt(at, of).issues.find((one) => one.id === issue)?.pairs[0]
}

export function instant(text: string): number {
  const t = readInstant(text, "UTC")
  if (isRefusal(t)) throw new Error(t.detail)
  return t
}

export function statementsOf(entries: { statement: string }[]): string[] {
  return entries.map((entry) => entry.statement)
}
