import type { Suggestion } from "../../../server/domain/clip.ts"
import type { Outputs } from "../../_trpc/browser.tsx"
import { overlaps } from "./marked-text.ts"
import type { Span } from "./walk-text.ts"

export type StatementOfClip = Outputs["documents"]["statements"]["items"][number]
export type ItemState = "suggested" | "draft" | "in_review" | "published"

/** One thing to be logged from a clip, or that was: a suggestion, a selection of one's own, a statement that is there. */
export interface ClipItem extends Span {
  /** The same for as long as the place in the text is the same. */
  key: string
  suggestion: Suggestion | null
  statement: StatementOfClip | null
  state: ItemState
}

/**
 * The queue of a clip, in the order of its text. How far a suggestion has come is read from the statements that cite the
 * document with a span that overlaps it; nothing else is stored. Each statement stands once, at the suggestion that it
 * covers best; what stands at none has a place of its own.
 */
export function clipItems(
  suggestions: readonly Suggestion[],
  selections: readonly Span[],
  statements: readonly StatementOfClip[],
  document: string,
): ClipItem[] {
  const alive = statements.filter(({ status }) => status !== "withdrawn")
  const spans = [...suggestions, ...selections]
  const places = new Map(alive.map((statement) => [statement.id, spanIn(statement, document)]))
  const home = new Map<number, StatementOfClip>()
  const elsewhere: StatementOfClip[] = []
  for (const statement of alive) {
    const place = places.get(statement.id)
    const best = place ? bestPlace(spans, place, home) : undefined
    if (best === undefined) elsewhere.push(statement)
    else home.set(best, statement)
  }
  const items: ClipItem[] = spans.map((span, i) => {
    const statement = home.get(i) ?? null
    const { start, end } = span
    return {
      key: keyOf(span),
      start,
      end,
      suggestion: suggestions[i] ?? null,
      statement,
      state: stateOf(statement),
    }
  })
  const others = elsewhere.map((statement): ClipItem => {
    const { start, end } = places.get(statement.id) ?? { start: Number.MAX_SAFE_INTEGER, end: 0 }
    return { key: statement.id, start, end, suggestion: null, statement, state: stateOf(statement) }
  })
  return [...items, ...others].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Where to begin: what nobody has logged, else what is not finished, else the first there is. */
export function firstToDo(items: readonly ClipItem[]): ClipItem | undefined {
  const order: ItemState[] = ["suggested", "draft", "in_review", "published"]
  return order.flatMap((state) => items.find((item) => item.state === state) ?? [])[0]
}

/** The next that nobody has logged yet, after this one and then from the top. */
export function nextSuggested(items: readonly ClipItem[], key: string | null): ClipItem | undefined {
  const at = items.findIndex((item) => item.key === key)
  const order = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))]
  return order.find(({ state }) => state === "suggested")
}

/** The key of the item at a stretch of the text. */
export function keyOf({ start, end }: Span): string {
  return `${start}-${end}`
}

function bestPlace(
  spans: readonly Span[],
  place: Span,
  taken: ReadonlyMap<number, unknown>,
): number | undefined {
  const [best] = spans
    .flatMap((span, i) =>
      overlaps(span, place) && !taken.has(i) ? [{ i, shared: shared(span, place) }] : [],
    )
    .sort((a, b) => b.shared - a.shared)
  return best?.i
}

/** How much two stretches have in common, from 0 to 1. */
function shared(a: Span, b: Span): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return both / (Math.max(a.end, b.end) - Math.min(a.start, b.start))
}

function spanIn({ content }: StatementOfClip, document: string): Span | undefined {
  const use = content.documents?.find((cited) => (typeof cited === "string" ? cited : cited.id) === document)
  return (typeof use === "string" ? undefined : use?.span) ?? content.span ?? undefined
}

function stateOf(statement: StatementOfClip | null): ItemState {
  const status = statement?.status ?? "suggested"
  return status === "withdrawn" ? "suggested" : status
}
