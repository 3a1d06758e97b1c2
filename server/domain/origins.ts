import type { CitedDocument } from "./public-statement.ts"
import { foldedWords } from "./words.ts"

/** A document that another repeats, as a reader is told of it. */
export type ChainLink = Pick<
  CitedDocument,
  "id" | "source" | "sourceName" | "sourceClass" | "title" | "url" | "publishedAt" | "upstream"
>

/** Where the words of some documents come from, as far as it is on record. */
export interface Origin {
  /** The outlet or relay that had them first; null where that is not known. */
  name: string | null
  /** False for copies whose own source is not known: they may repeat any of the others, and count for nothing. */
  independent: boolean
  documents: {
    id: string
    /** Who it has the words from, nearest first: outlets of the documents it repeats, then relays. */
    after: string[]
  }[]
}

type Cited = Pick<CitedDocument, "id" | "sourceName" | "sourceClass" | "directness" | "upstream" | "chain">

/**
 * Groups a statement's documents by the origin they go back to, in the order of the documents: RIA, then CBS after RIA, then
 * an aggregator's copy of CBS are one. An outlet counts once, whatever number of documents it has. Relays that are no stored
 * document (`via`) are the origin of all that is not a primary official's own. An aggregator's page, or a machine-made copy,
 * that names no upstream is no independent origin. Where it is in doubt it counts too few, never too many. Documents that
 * repeat each other in a circle are one origin.
 */
export function originsOf(statement: { documents: Cited[]; via?: string[] }): Origin[] {
  const origins = new Map<string, Origin>()
  for (const document of statement.documents) {
    const { key, name, after } = traced(document, statement.via ?? [])
    const origin = origins.get(key) ?? { name, independent: key !== UNKNOWN, documents: [] }
    origins.set(key, { ...origin, documents: [...origin.documents, { id: document.id, after }] })
  }
  return [...origins.values()]
}

/** How many origins stand behind a statement independently of each other. Echoes are not counted. */
export function independentOrigins(statement: { documents: Cited[]; via?: string[] }): number {
  return originsOf(statement).filter((origin) => origin.independent).length
}

/**
 * What a document repeats, nearest first, as far as `document` finds it. A circle ends where it closes.
 */
export function chainOf(
  id: string,
  document: (id: string) => (ChainLink & { chain?: unknown }) | undefined,
): ChainLink[] {
  const chain: ChainLink[] = []
  const seen = new Set([id])
  let next = document(id)?.upstream
  while (next && !seen.has(next)) {
    seen.add(next)
    const link = document(next)
    if (!link) break
    const { source, sourceName, sourceClass, title, url, publishedAt, upstream } = link
    chain.push({ id: link.id, source, sourceName, sourceClass, title, url, publishedAt, upstream })
    next = upstream
  }
  return chain
}

const UNKNOWN = ""

function traced(document: Cited, via: string[]): { key: string; name: string | null; after: string[] } {
  const chain = document.chain ?? []
  const path = [document, ...chain]
  const first = firstOf(path)
  const after = chain.map((link) => link.sourceName)
  const relays = new Set(via.map(nameKey))
  if (relays.has(nameKey(first.sourceName)))
    return { key: [...relays].sort().join(), name: via.join(", "), after }
  if (via.length > 0 && first.sourceClass !== "primary_official")
    return { key: [...relays].sort().join(), name: via.join(", "), after: [...after, ...via] }
  const copy =
    first.sourceClass === "aggregator" || (first === document && document.directness === "machine_garbled")
  return copy
    ? { key: UNKNOWN, name: null, after }
    : { key: nameKey(first.sourceName), name: first.sourceName, after }
}

/** Where the path ends; in a circle that all of its documents close alike, the one whose outlet sorts first. */
function firstOf<T extends Pick<Cited, "id" | "sourceName" | "sourceClass" | "upstream">>(path: T[]): T {
  const last = path.at(-1) ?? path[0]
  if (!last) throw new Error("A document has no path to itself.")
  const closes = path.findIndex((link) => link.id === last.upstream)
  if (closes < 0) return last
  return path
    .slice(closes)
    .reduce((first, link) => (nameKey(link.sourceName) < nameKey(first.sourceName) ? link : first))
}

function nameKey(name: string): string {
  return foldedWords(name).join(" ")
}
