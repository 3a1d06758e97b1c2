import type { DocumentInput, SourceInput, StatementContent } from "./negotiation-document.ts"
import type { ChainLink } from "./origins.ts"
import { asList, type SpeakerName, type StatementFacts } from "./statement.ts"
import type { Directness, Tier } from "./vocabulary.ts"

/** A document as a statement cites it: with its source, its upstream, and how directly it gives the words. */
export interface CitedDocument extends DocumentInput {
  sourceName: string
  sourceClass: SourceInput["class"]
  reliability: SourceInput["reliability"]
  directness: Directness
  span: { start: number; end: number } | null
  /** SHA-256 of the archived copy, where one is kept. */
  archived: string | null
  /** The documents it repeats, nearest first, as far as they are on record; left out where it repeats none. */
  chain?: ChainLink[]
}

/** A statement as the public sees it: what was logged, with the names and sources that a reader needs to check it. */
export type PublicStatement = Omit<
  StatementContent,
  "documents" | "for" | "about" | "status" | "tier" | "stances" | "conditions" | "conditionMoves"
> & {
  status: "published" | "withdrawn"
  version: number
  /** When this version entered the log. */
  recordedAt: string
  for: string[]
  about: string[]
  tier: Tier
  speakerName: SpeakerName
  documents: CitedDocument[]
  stances: NonNullable<StatementContent["stances"]>
  conditions: NonNullable<StatementContent["conditions"]>
  conditionMoves: NonNullable<StatementContent["conditionMoves"]>
}

/** Puts names and sources beside a statement's content. `document` finds a cited document by id. */
export function publicStatement(
  content: StatementContent,
  facts: StatementFacts,
  recordedAt: string,
  document: (id: string) => Omit<CitedDocument, "directness" | "span"> | undefined,
): PublicStatement {
  const { documents: _, status: __, ...rest } = content
  return {
    ...rest,
    status: facts.publication,
    version: facts.version,
    recordedAt,
    for: asList(content.for),
    about: asList(content.about),
    tier: facts.tier,
    speakerName: facts.speaker,
    stances: content.stances ?? [],
    conditions: content.conditions ?? [],
    conditionMoves: content.conditionMoves ?? [],
    documents: citedDocuments(content, document),
  }
}

/** The documents that a statement cites, each with how directly it gives the words. `document` finds one by id. */
export function citedDocuments(
  content: Pick<StatementContent, "documents" | "directness">,
  document: (id: string) => Omit<CitedDocument, "directness" | "span"> | undefined,
): CitedDocument[] {
  return (content.documents ?? []).flatMap((use) => {
    const { id, directness, span } =
      typeof use === "string" ? { id: use, directness: undefined, span: undefined } : use
    const cited = document(id)
    return cited ? [{ ...cited, directness: directness ?? content.directness, span: span ?? null }] : []
  })
}

/** Words of a machine-made copy cannot be trusted and are never shown as a quotation (value list of `directness`). */
export function isQuotable(statement: { quote?: string | null; directness: Directness }): boolean {
  return Boolean(statement.quote) && statement.directness !== "machine_garbled"
}
