import {
  type Board,
  type BoardIssue,
  type BoardParty,
  boardOf,
  cellKey,
  conditionsAt,
  type Ledger,
} from "./board.ts"
import type { HeldCondition } from "./condition.ts"
import type { Deadline } from "./deadlines.ts"
import type { AgreementInput, EventInput, ProposalInput } from "./negotiation-document.ts"
import type { Pair } from "./pair.ts"
import { type Cell, emptyCell } from "./position.ts"
import type { PublicStatement } from "./public-statement.ts"
import type { StatementFacts } from "./statement.ts"
import type { ChangeKind } from "./vocabulary.ts"

/** A cell after a change, with what it showed before. */
export type ChangedCell = Cell & { was: Pick<Cell, "stance" | "state"> }
/** A pair after a change; `state` null where the issue has no pair any more. */
export type ChangedPair = Omit<Pair, "state"> & { issue: string; state: Pair["state"] | null }

/** What a change does to the board; the same for the server's copy, every open page and the tests. */
export interface Effect {
  cells: ChangedCell[]
  conditions?: HeldCondition[]
  pairs?: ChangedPair[]
  /** The agenda as it is after `agenda.changed`: cells of what is new are given in `cells`. */
  agenda?: { parties: BoardParty[]; issues: AgendaIssue[] }
}
export type AgendaIssue = Omit<BoardIssue, "pairs" | "options"> & {
  options: { id: string; text: string; closed: string | null }[]
}

/** What a change is about. Each kind carries the thing it names, as the public may see it. */
export interface ChangeSubject {
  statement?: PublicStatement
  event?: EventInput
  agreement?: AgreementInput
  proposal?: ProposalInput
  /** The deadline that is near, or by which an agreement has expired. */
  deadline?: Deadline
  /** The public note of a correction or withdrawal, with the version it replaces. */
  correction?: { note: string; version: number; replaces: number }
}

/** One public line of a negotiation's log, as sockets, feeds and `GET /changes` give it. */
export interface Change extends Effect, ChangeSubject {
  negotiation: string
  epoch: string
  seq: number
  hash: string
  kind: ChangeKind
  recordedAt: string
  imported?: true
}

/**
 * Applies one change to a board of now. Pure; the browser, the server and the tests use this one function.
 * In: a board at `seq` n and the change n + 1. Out: the board at n + 1. A change already held is ignored; a hole is an error.
 */
export function applyChange(board: Board, change: Change): Board {
  if (change.seq <= board.seq) return board
  if (change.seq !== board.seq + 1) {
    throw new Error(`Change ${change.seq} cannot follow ${board.seq}: changes between them are missing.`)
  }
  const changed = new Map(change.cells.map(({ was: _, ...cell }) => [cellKey(cell.party, cell.option), cell]))
  const framed = change.agenda ? reframe(board, change.agenda) : board
  const kept = (issue: BoardIssue): BoardIssue => ({
    ...issue,
    pairs: applyPairs(issue, change.pairs ?? [], framed.parties),
    options: issue.options.map((option) =>
      option.cells.some((cell) => changed.has(cellKey(cell.party, cell.option)))
        ? {
            ...option,
            cells: option.cells.map((cell) => changed.get(cellKey(cell.party, cell.option)) ?? cell),
          }
        : option,
    ),
  })
  return { ...framed, seq: change.seq, issues: framed.issues.map(kept) }
}

/**
 * What going from one ledger to the next does to the board: the cells, conditions and pairs that differ.
 * In: each ledger with its instant (epoch ms; they differ where the clock alone turned the board). `touched` narrows the
 * work to the parties and issues that the change can reach; without it all are compared.
 */
export function effectOf(
  before: { ledger: Ledger; t: number },
  after: { ledger: Ledger; t: number },
  touched?: { parties: ReadonlySet<string>; issues: ReadonlySet<string> },
): Effect {
  const head = { negotiation: "", epoch: "", seq: 0, asOf: null, knownAt: null }
  const old = boardOf(before.ledger, before.t, head, touched)
  const now = boardOf(after.ledger, after.t, head, touched)
  const conditions = changedConditions(
    conditionsAt(before.ledger, before.t, touched?.issues),
    conditionsAt(after.ledger, after.t, touched?.issues),
  )
  const pairs = changedPairs(old, now)
  const agenda = agendaOf(now)
  const framed = before.t !== after.t || before.ledger.agenda !== after.ledger.agenda
  return {
    cells: changedCells(old, now),
    ...(conditions.length > 0 && { conditions }),
    ...(pairs.length > 0 && { pairs }),
    ...(framed && !same(agendaOf(old), agenda) && { agenda }),
  }
}

/** Parties and issues outside of which a change alters nothing: what `effectOf` takes as `touched`. */
export interface Reach {
  parties: Set<string>
  issues: Set<string>
}

/**
 * How far the publication, correction or withdrawal of a statement can reach, so that `effectOf` need not compare all.
 * In: the ledgers before and after, and the statement's public revisions in both (one where it is new).
 * Out: the parties it speaks for and about, the holders of the conditions it moves, and every belligerent (a pair is read
 * from both sides); the issues of every option that it codes, attaches a condition to or moves a condition of, and of those
 * joined to them by a condition that touches both: a red line here blocks a condition that reaches over there (rule 7).
 * What the clock alone turns (an option that closes, a role that ends) is outside of it.
 */
export function reachOf(before: Ledger, after: Ledger, facts: StatementFacts[]): Reach {
  const ledgers = before.definitions === after.definitions ? [after] : [before, after]
  const definitions = ledgers.flatMap((ledger) => [...ledger.definitions.values()])
  const named = new Set(
    facts.flatMap(({ conditions, moves }) => [
      ...conditions.map((c) => c.id),
      ...moves.map((m) => m.condition),
    ]),
  )
  const moved = definitions.filter((definition) => named.has(definition.id))
  const options = new Set([
    ...facts.flatMap(({ stances }) => stances.map((stance) => stance.option)),
    ...moved.flatMap((definition) => definition.touches),
  ])
  const joined = definitions.filter(({ touches }) => touches.some((option) => options.has(option)))
  const reached = new Set([...options, ...joined.flatMap((definition) => definition.touches)])
  const agendas = [before.agenda, after.agenda]
  return {
    parties: new Set([
      ...facts.flatMap((said) => [...said.for.map((speaking) => speaking.party), ...said.about]),
      ...moved.flatMap((definition) => definition.holders),
      ...agendas.flatMap((agenda) =>
        agenda.parties
          .filter(({ roles }) => roles.some(({ role }) => role === "belligerent"))
          .map((party) => party.id),
      ),
    ]),
    issues: new Set(
      agendas.flatMap((agenda) =>
        agenda.options.filter(({ id }) => reached.has(id)).map(({ issue }) => issue),
      ),
    ),
  }
}

/** Equality of plain data, whatever the order in which keys were set. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => same(v, b[i]))
  }
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  for (const [key, value] of left) if (!same(value, right.get(key))) return false
  const kept = new Set(left.map(([key]) => key))
  return [...right].every(([key, value]) => value === undefined || kept.has(key))
}

/** JSON with sorted keys, so that equal data has equal text: the form that is hashed and compared. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === "object" && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}

function cellsOf(board: Board): Cell[] {
  return board.issues.flatMap((issue) => issue.options.flatMap((option) => option.cells))
}

/** Age is the clock's doing, not the change's: it does not make a cell differ. */
function changedCells(old: Board, now: Board): ChangedCell[] {
  const before = new Map(cellsOf(old).map((cell) => [cellKey(cell.party, cell.option), cell]))
  return cellsOf(now).flatMap((cell): ChangedCell[] => {
    const was = before.get(cellKey(cell.party, cell.option)) ?? emptyCell(cell.party, cell.option)
    return same({ ...was, stale: false }, { ...cell, stale: false })
      ? []
      : [{ ...cell, was: { stance: was.stance, state: was.state } }]
  })
}

/** One whose first statement was withdrawn is no longer held: it is reported as it ends. */
function changedConditions(old: readonly HeldCondition[], now: readonly HeldCondition[]): HeldCondition[] {
  if (old === now) return []
  const key = (condition: HeldCondition) => `${condition.id}\n${condition.party}`
  const before = new Map(old.map((condition) => [key(condition), condition]))
  const after = new Set(now.map(key))
  return [
    ...now.filter((condition) => !same(before.get(key(condition)), condition)),
    ...old
      .filter((condition) => !after.has(key(condition)))
      .map((condition) => ({ ...condition, open: false })),
  ]
}

function agendaOf(board: Board): NonNullable<Effect["agenda"]> {
  return {
    parties: board.parties,
    issues: board.issues.map(({ pairs: _, options, ...issue }) => ({
      ...issue,
      options: options.map(({ id, text, closed }) => ({ id, text, closed })),
    })),
  }
}

function changedPairs(old: Board, now: Board): ChangedPair[] {
  const key = (issue: string, pair: Pair) => `${issue}\n${pair.parties.join("\n")}`
  const list = (board: Board) =>
    new Map(
      board.issues.flatMap((issue) =>
        issue.pairs.map((pair) => [key(issue.id, pair), { issue: issue.id, ...pair }]),
      ),
    )
  const [oldPairs, nowPairs] = [list(old), list(now)]
  return [
    ...[...nowPairs].filter(([k, pair]) => !same(oldPairs.get(k), pair)).map(([, pair]) => pair),
    ...[...oldPairs]
      .filter(([k]) => !nowPairs.has(k))
      .map(([, pair]) => ({ ...pair, state: null, statements: [] })),
  ]
}

function applyPairs(issue: BoardIssue, pairs: ChangedPair[], parties: BoardParty[]): Pair[] {
  const mine = pairs.filter((pair) => pair.issue === issue.id)
  if (mine.length === 0) return issue.pairs
  const names = (pair: { parties: [string, string] }) => pair.parties.join("\n")
  const kept = issue.pairs.filter((pair) => !mine.some((change) => names(change) === names(pair)))
  const added = mine.flatMap(({ parties, state, statements }) =>
    state === null ? [] : [{ parties, state, statements }],
  )
  const rank = ({ parties: [a, b] }: Pair) =>
    parties.findIndex((party) => party.id === a) * parties.length +
    parties.findIndex((party) => party.id === b)
  return [...kept, ...added].sort((x, y) => rank(x) - rank(y))
}

/** Lays the board out along a new agenda, keeping the cells there are; new cells stand empty until `cells` fills them. */
function reframe(board: Board, agenda: NonNullable<Effect["agenda"]>): Board {
  const cells = new Map(cellsOf(board).map((cell) => [cellKey(cell.party, cell.option), cell]))
  const issues = new Map(board.issues.map((issue) => [issue.id, issue]))
  return {
    ...board,
    parties: agenda.parties,
    issues: agenda.issues.map((issue) => ({
      ...issue,
      pairs: issues.get(issue.id)?.pairs ?? [],
      options: issue.options.map((option) => ({
        ...option,
        cells: agenda.parties.map(
          (party) => cells.get(cellKey(party.id, option.id)) ?? emptyCell(party.id, option.id),
        ),
      })),
    })),
  }
}
