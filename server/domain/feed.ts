import type { AlertItem } from "./alert-item.ts"
import { type AlertableChange, type Heard, heardIn, severityOf } from "./alert-rules.ts"
import type { Change } from "./change.ts"
import { KIND_WORDS } from "./filter-words.ts"
import { type AlertNames, alertItem } from "./wording.ts"

/** What changed, newest first, as every form of a feed tells it. Paths count from the site's root. */
export interface Feed {
  /** The same wherever it is served. */
  id: string
  title: string
  description: string
  /** The page that it goes with. */
  path: string
  /** When the latest of it was recorded, epoch ms. */
  updated: number
  entries: FeedEntry[]
}

export interface FeedEntry {
  /** `urn:parley:change:…`: of the change's hash, so that no other host, epoch or order gives it another. */
  id: string
  item: AlertItem
  /** What was done to the statement since; null where it stands as it was told. */
  since: Since | null
  categories: FeedCategory[]
}

/** Null where the law has erased what it said. */
export interface Since {
  kind: "statement.corrected" | "statement.withdrawn"
  note: string | null
  recordedAt: string | null
}

export interface FeedCategory {
  scheme: "negotiation" | "party" | "option" | "kind"
  term: string
  label: string
}

/**
 * What a change says, as a record has it: imported ones too, which alert nobody and are told all the same to whoever reads.
 */
export function heardInRecord(
  { imported: _, ...change }: AlertableChange,
  issueOf: (option: string) => string | undefined,
): Heard | null {
  return heardIn(change, issueOf)
}

/** In: a change, what it says, the names that it touches, and what was done to its statement since. */
export function feedEntry(change: Change, heard: Heard, names: AlertNames, since: Since | null): FeedEntry {
  return {
    id: `urn:parley:change:${change.hash}`,
    item: alertItem(change, names, severityOf(change, heard)),
    since,
    categories: categoriesOf(change, heard, names),
  }
}

function categoriesOf(change: Change, heard: Heard, names: AlertNames): FeedCategory[] {
  const { negotiation, board } = names
  const parties = new Set(heard.facets.flatMap((facet) => facet.parties))
  const options = new Set(heard.facets.flatMap((facet) => facet.option ?? []))
  const nameOf = (id: string) => board.parties.find((party) => party.id === id)?.name ?? id
  const texts = new Map(
    board.issues.flatMap((issue) => issue.options.map(({ id, text }) => [id, text] as const)),
  )
  return [
    { scheme: "negotiation", term: negotiation.slug, label: negotiation.title },
    { scheme: "kind", term: change.kind, label: KIND_WORDS[change.kind] },
    ...[...parties].map((term) => ({ scheme: "party" as const, term, label: nameOf(term) })),
    ...[...options].map((term) => ({ scheme: "option" as const, term, label: texts.get(term) ?? term })),
  ]
}
