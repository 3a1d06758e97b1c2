import { type Agenda, type Board, boardOf, cellKey, type Ledger } from "../../../server/domain/board.ts"
import {
  type ConditionDefinition,
  type ConditionMove,
  definitionsOf,
  movesOf,
} from "../../../server/domain/condition.ts"
import { readEdtf } from "../../../server/domain/dates.ts"
import type { Interval } from "../../../server/domain/interval.ts"
import type { NegotiationDocument, StatementContent } from "../../../server/domain/negotiation-document.ts"
import {
  type CitedDocument,
  type PublicStatement,
  publicStatement,
} from "../../../server/domain/public-statement.ts"
import {
  type Cast,
  type Coding,
  codingsOf,
  isTier,
  readStatement,
  type StatementFacts,
} from "../../../server/domain/statement.ts"

/** A negotiation document read by the domain's own rules, without a database: what the gallery shows. */
export interface Fixture {
  document: NegotiationDocument
  ledger: Ledger
  statements: PublicStatement[]
  boardAt(t: number): Board
}

export function fixtureOf(document: NegotiationDocument): Fixture {
  const zone = document.negotiation.timeZone
  const cast = castOf(document, zone)
  const read = (document.statements ?? []).map((content, order) => ({
    content,
    facts: factsOf(content, cast, order),
  }))
  const ledger = ledgerOf(
    document,
    zone,
    read.map(({ facts }) => facts),
  )
  const cite = citedDocuments(document)
  return {
    document,
    ledger,
    statements: read.map(({ content, facts }) =>
      publicStatement(content, facts, new Date(facts.end).toISOString(), (id) => cite.get(id)),
    ),
    boardAt: (t) =>
      boardOf(ledger, t, {
        negotiation: document.negotiation.slug,
        epoch: "gallery",
        seq: read.length,
        asOf: null,
        knownAt: null,
      }),
  }
}

function castOf(document: NegotiationDocument, zone: string): Cast {
  const people = (document.people ?? []).map((person) => {
    const offices = (person.offices ?? []).map(({ actor, title, tier, from, to }) => ({
      actor,
      title,
      tier: isTier(tier) ? tier : 5,
      from: from ? interval(from, zone).start : Number.NEGATIVE_INFINITY,
      to: to ? interval(to, zone).end : Number.POSITIVE_INFINITY,
    }))
    return [person.id, { name: person.name, offices }] as const
  })
  return {
    zone,
    people: new Map(people),
  }
}

function factsOf(content: StatementContent, cast: Cast, order: number): StatementFacts {
  const publication = content.status === "withdrawn" ? "withdrawn" : "published"
  const facts = readStatement(content, cast, {
    version: 1,
    publication,
    order,
    firstRecordedAt: Number.POSITIVE_INFINITY,
  })
  if ("refused" in facts) throw new Error(`${content.id}: ${facts.detail}`)
  return facts
}

function ledgerOf(document: NegotiationDocument, zone: string, facts: StatementFacts[]): Ledger {
  const codings = new Map<string, Coding[]>()
  for (const coding of facts.flatMap(codingsOf)) {
    const key = cellKey(coding.party, coding.option)
    codings.set(key, [...(codings.get(key) ?? []), coding])
  }
  const moves = new Map<string, ConditionMove[]>()
  for (const move of facts.flatMap(movesOf))
    moves.set(move.condition, [...(moves.get(move.condition) ?? []), move])
  const definitions = new Map<string, ConditionDefinition>(facts.flatMap(definitionsOf).map((d) => [d.id, d]))
  return { agenda: agendaOf(document, zone), codings, definitions, moves }
}

function agendaOf(document: NegotiationDocument, zone: string): Agenda {
  const actors = new Map((document.actors ?? []).map((actor) => [actor.id, actor]))
  return {
    parties: (document.parties ?? []).map(({ actor, roles }) => ({
      id: actor,
      name: actors.get(actor)?.name ?? actor,
      iso: actors.get(actor)?.iso ?? null,
      roles: roles.map((role) => ({
        role: typeof role === "string" ? role : role.role,
        from: Number.NEGATIVE_INFINITY,
        to: Number.POSITIVE_INFINITY,
      })),
    })),
    issues: (document.issues ?? []).map(({ id, title, group, checklist }) => ({
      id,
      title,
      group: group ?? null,
      checklist: checklist ?? null,
    })),
    options: (document.options ?? []).map(({ id, issue, text, closed }) => ({
      id,
      issue,
      text,
      closed: closed ?? null,
      closedFrom: closed ? interval(closed, zone).end : Number.POSITIVE_INFINITY,
    })),
    newerVersions: [],
  }
}

function citedDocuments(
  document: NegotiationDocument,
): Map<string, Omit<CitedDocument, "directness" | "span">> {
  const sources = new Map((document.sources ?? []).map((source) => [source.id, source]))
  return new Map(
    (document.documents ?? []).map((doc) => {
      const source = sources.get(doc.source)
      return [
        doc.id,
        {
          ...doc,
          sourceName: source?.name ?? doc.source,
          sourceClass: source?.class ?? "report",
          reliability: source?.reliability,
          archived: doc.url ? null : "0".repeat(64),
        },
      ]
    }),
  )
}

function interval(edtf: string, zone: string): Interval {
  const date = readEdtf(edtf, zone)
  if ("refused" in date) throw new Error(date.detail)
  return date
}
