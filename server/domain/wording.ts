import type { AlertItem, AlertMove, ShownPosition } from "./alert-item.ts"
import type { AlertSeverity } from "./alert-values.ts"
import type { BoardParty } from "./board.ts"
import type { Change, ChangedCell } from "./change.ts"
import type { HeldCondition } from "./condition.ts"
import { dateWords } from "./date-words.ts"
import type { PairState } from "./pair.ts"
import type { Cell } from "./position.ts"
import { isQuotable } from "./public-statement.ts"
import type {
  ConditionKind,
  CounterpartyState,
  FulfilmentState,
  HolderState,
  Role,
  Stance,
} from "./vocabulary.ts"

/**
 * The plain words for what the domain knows, in English: one set of words for the page, the screen reader and the alert.
 * Pure, and light enough for the browser: nothing here may import the date library or the validators.
 */

export const STANCE_WORDS: Record<Stance, string> = {
  proposes: "Proposes",
  accepts: "Accepts",
  accepts_conditionally: "With conditions",
  accepts_in_principle: "In principle",
  open: "Open",
  noncommittal: "Noncommittal",
  objects: "Objects",
  rejects: "Rejects",
}

export const PAIR_WORDS: Record<PairState, string> = {
  unknown: "Unknown",
  compatible: "Compatible",
  conditional: "Conditional",
  conflict: "Conflict",
  undetermined: "Undetermined",
}

export const CONDITION_KIND_WORDS: Record<ConditionKind, string> = {
  precondition: "Precondition",
  term: "Term",
  sequence: "Sequence",
  guarantee: "Guarantee",
  red_line: "Red line",
  ultimatum: "Ultimatum",
  clarification: "Clarification",
}

export const HOLDER_WORDS: Record<HolderState, string> = {
  active: "active",
  clarified: "clarified",
  softened: "softened",
  hardened: "hardened",
  waived: "waived",
  withdrawn: "withdrawn",
  superseded: "superseded",
  lapsed: "lapsed",
}

export const COUNTERPARTY_WORDS: Record<CounterpartyState, string> = {
  unanswered: "unanswered",
  discussing: "discussing",
  partly_accepted: "partly accepted",
  accepted: "accepted",
  rejected: "rejected",
}

export const FULFILMENT_WORDS: Record<FulfilmentState, string> = {
  not_due: "not due",
  pending: "pending",
  claimed: "claimed",
  verified: "verified",
  breached: "breached",
}

/** What sentences need of a board: the names of parties and options. */
export interface BoardNames {
  parties: Pick<BoardParty, "id" | "name" | "roles">[]
  issues: { options: { id: string; text: string }[] }[]
}

/** The word of a stance; a mediator or supporter who accepts another's option reads as "Backs" (rule 12). */
export function stanceWord(stance: Stance, roles: readonly Role[] = []): string {
  const outside = roles.length > 0 && !roles.includes("belligerent")
  const backs = stance === "accepts" && outside && (roles.includes("mediator") || roles.includes("supporter"))
  return backs ? "Backs" : STANCE_WORDS[stance]
}

/** What a cell shows, in a word or two: its stance, "Contested" or "None recorded". */
export function cellWord(cell: Pick<Cell, "stance" | "state">, roles: readonly Role[] = []): string {
  switch (cell.state) {
    case "contested":
      return "Contested"
    case "none_recorded":
      return "None recorded"
    case "headline":
    case "lower_tier":
      return cell.stance === null || cell.stance === "none_recorded"
        ? "None recorded"
        : stanceWord(cell.stance, roles)
    default:
      return cell.state satisfies never
  }
}

/**
 * One sentence for one change, as the live region, an alert and a feed say it:
 * "Russia on a 30-day ceasefire: from none recorded to in principle".
 * In: the change and a board that knows the names it touches (the one after the change).
 */
export function changeSentence(change: Change, board: BoardNames): string {
  return sentencesOf(change, board).join("; ")
}

/** The first says what the change is, the others what else it moves; where it is nothing but moves, they are all there is. */
function sentencesOf(change: Change, board: BoardNames): string[] {
  const moves = change.cells.flatMap((cell) => moveSentence(cell, board) ?? [])
  const conditions = (change.conditions ?? []).map((condition) => conditionSentence(condition, board))
  switch (change.kind) {
    case "statement.published":
      return moves.length > 0 ? moves : [`New statement: ${spoken(change)}`]
    case "statement.corrected":
      return [`Corrected: ${spoken(change)}`, ...moves]
    case "statement.withdrawn":
      return [`Withdrawn: ${spoken(change)}`, ...moves]
    case "condition.moved":
      return [conditions, moves, ["A condition moved"]].find((some) => some.length > 0) ?? []
    case "event.recorded":
      return [`New event: ${change.event?.title ?? "recorded"}`, ...moves]
    case "agreement.changed":
      return [
        `Agreement ${change.agreement?.title ?? change.agreement?.id ?? ""}: ${phrase(change.agreement?.status ?? "changed")}`,
        ...moves,
      ]
    case "proposal.changed":
      return [
        `Proposal ${change.proposal?.title ?? ""}: ${phrase(change.proposal?.status ?? "changed")}`,
        ...moves,
      ]
    case "agenda.changed":
      return ["The agenda changed", ...moves]
    case "deadline.near": {
      const what = [
        ...new Set((change.conditions ?? []).map(({ party, text }) => `${nameOf(party, board)}: ${text}`)),
      ]
      const whose = what.join("; ") || change.agreement?.title || change.agreement?.id || ""
      const at = change.deadline ? `, ${dateWords(change.deadline.at)}` : ""
      return [`A deadline is near${at}: ${whose}`]
    }
    default:
      return change.kind satisfies never
  }
}

/** A change in one line without the board: who said what, or what happened. For lists of several negotiations. */
export function newsLine(change: Change): string {
  return change.kind === "statement.published"
    ? spoken(change)
    : changeSentence({ ...change, cells: [] }, NO_NAMES)
}
const NO_NAMES = { parties: [], issues: [] }

/** "Russia on a 30-day ceasefire: from none recorded to in principle"; undefined where the cell's stance did not move. */
export function moveSentence(cell: ChangedCell, board: BoardNames): string | undefined {
  return moveOf(cell, board)?.sentence
}

function moveOf(cell: ChangedCell, board: BoardNames): AlertMove | undefined {
  const known = board.parties.find((p) => p.id === cell.party)
  const [from, to] = [shownPosition(cell.was, known?.roles), shownPosition(cell, known?.roles)]
  if (from.word === to.word) return undefined
  const [party, option] = [known?.name ?? cell.party, optionPhrase(cell.option, board)]
  const sentence = `${party} on ${option}: from ${from.word.toLowerCase()} to ${to.word.toLowerCase()}`
  return { sentence, party, option, from, to }
}

function shownPosition(cell: Pick<Cell, "stance" | "state">, roles?: readonly Role[]): ShownPosition {
  const mark = cell.state === "contested" ? "contested" : (cell.stance ?? "none_recorded")
  return { mark, word: cellWord(cell, roles) }
}

/** "Russia: precondition “...” is softened, rejected by Ukraine". */
export function conditionSentence(condition: HeldCondition, board: BoardNames): string {
  const party = nameOf(condition.party, board)
  const kind = CONDITION_KIND_WORDS[condition.kind].toLowerCase()
  return `${party}: ${kind} “${condition.text}” is ${conditionState(condition, (id) => nameOf(id, board))}`
}

function nameOf(party: string, board: Pick<BoardNames, "parties">): string {
  return board.parties.find(({ id }) => id === party)?.name ?? party
}

/**
 * Where a condition stands on its three axes: "hardened, rejected by Ukraine, breached". Fulfilment is left out while it is
 * not due. `nameOf` gives a party's name.
 */
export function conditionState(
  condition: Pick<HeldCondition, "holder" | "counterparty" | "fulfilment">,
  nameOf: (party: string) => string = (party) => party,
): string {
  const answers = Map.groupBy(
    Object.entries(condition.counterparty).filter(([, answer]) => answer !== "unanswered"),
    ([, answer]) => answer,
  )
  const answered = [...answers].map(
    ([answer, by]) => `${ANSWERED_BY[answer]} ${by.map(([id]) => nameOf(id)).join(", ")}`,
  )
  return [
    HOLDER_WORDS[condition.holder],
    ...(answered.length > 0 ? answered : [COUNTERPARTY_WORDS.unanswered]),
    ...(condition.fulfilment === "not_due" ? [] : [FULFILMENT_WORDS[condition.fulfilment]]),
  ].join(", ")
}

const ANSWERED_BY: Record<CounterpartyState, string> = {
  unanswered: "unanswered by",
  discussing: "discussed by",
  partly_accepted: "partly accepted by",
  accepted: "accepted by",
  rejected: "rejected by",
}

/** What the words of an alert need besides the change. `people` gives a speaker's name. */
export interface AlertNames {
  negotiation: { slug: string; title: string }
  board: Pick<BoardNames, "parties"> & {
    issues: (BoardNames["issues"][number] & { id?: string; title?: string })[]
  }
  people?: ReadonlyMap<string, string>
}

/**
 * One change in the words of every channel. In: the change as the log has it, the names that it touches, and its weight.
 * Out: what changed from what to what, who said it, when, and where it can be checked.
 */
export function alertItem(change: Change, names: AlertNames, severity: AlertSeverity): AlertItem {
  const { statement } = change
  const { slug } = names.negotiation
  const [headline = "", ...moves] = sentencesOf(change, names.board)
  return {
    negotiation: names.negotiation,
    seq: change.seq,
    kind: change.kind,
    severity,
    headline,
    effects: [...moves, ...otherEffects(change, names.board)],
    moves: change.cells.flatMap((cell) => moveOf(cell, names.board) ?? []),
    said: statement
      ? {
          speaker: statement.speakerName.name || "unnamed source",
          gist: statement.gist,
          quote: isQuotable(statement) ? (statement.quote ?? null) : null,
          when: dateWords(statement.saidAt),
          where: [statement.place, statement.venue].filter(Boolean).join(", ") || null,
        }
      : null,
    sources: (statement?.documents ?? []).map(({ sourceName, title, url }) => ({
      name: sourceName,
      title: title || null,
      url: url ?? null,
    })),
    note: change.correction?.note ?? null,
    path: `/${slug}${pageOf(change)}`,
    recordedAt: change.recordedAt,
  }
}

/** The page below a negotiation's that shows what a change is about. */
function pageOf({ kind, statement, conditions }: Change): string {
  if (statement) return `/statements/${encodeURIComponent(statement.id)}`
  return kind === "deadline.near" && conditions ? "/conditions" : ""
}

/** What a statement does to conditions; an event's and a moved condition's own sentence says it already. */
function otherEffects(change: Change, board: BoardNames): string[] {
  if (change.kind === "condition.moved" || change.kind === "deadline.near") return []
  return (change.conditions ?? []).map((condition) => conditionSentence(condition, board))
}

/** "A 30-day ceasefire" in the middle of a sentence: only a leading article loses its capital. */
export function optionPhrase(option: string, board: Pick<BoardNames, "issues">): string {
  const text = board.issues.flatMap((issue) => issue.options).find((o) => o.id === option)?.text ?? option
  return text.replace(/^(An?|The) /, (article) => article.toLowerCase())
}

function spoken(change: Change): string {
  const { statement } = change
  return statement ? `${statement.speakerName.name || "unnamed source"}: ${statement.gist}` : "a statement"
}

function phrase(value: string): string {
  return value.replaceAll("_", " ")
}
