import type { Board } from "./board.ts"
import type { PairState } from "./pair.ts"
import { positionOf } from "./position.ts"
import type { Coding, SpeakerName } from "./statement.ts"
import type { Stance } from "./vocabulary.ts"

/** On how many issues a pair of parties stands how: counts, never a percentage (rule 8). */
export interface Tally {
  parties: [string, string]
  counts: Record<PairState, number>
  /** Issues on which there is a pair at all: those with an option that is not closed. */
  of: number
}

/** One party's headline on one option going from one stance to another, with the statement that moved it. */
export interface Move {
  party: string
  option: string
  from: Stance
  to: Stance
  statement: string
  speaker: SpeakerName
  saidAt: string
  /** Latest instant of the statement, epoch ms: moves are listed by it. */
  end: number
}

/** The counts for each pair of parties on a board, in the board's order of pairs. */
export function talliesOf(board: Pick<Board, "issues">): Tally[] {
  const tallies = new Map<string, Tally>()
  for (const { parties, state } of board.issues.flatMap((issue) => issue.pairs)) {
    const key = parties.join("\n")
    const tally = tallies.get(key) ?? { parties, counts: { ...NONE }, of: 0 }
    tally.counts[state] += 1
    tally.of += 1
    tallies.set(key, tally)
  }
  return [...tallies.values()]
}

/**
 * The moves of one cell up to `t`, oldest first: each instant at which its headline took another stance.
 * In: the codings of the cell. A first coding is no move; neither is a contest, which nobody wins, nor a correction, since
 * moves are derived anew from what was said. Rule 8 of domain.md.
 */
export function movesOf(key: { party: string; option: string }, codings: Coding[], t: number): Move[] {
  const instants = [...new Set(codings.filter((c) => c.own && c.countsFrom <= t).map((c) => c.end))].sort(
    (a, b) => a - b,
  )
  const moves: Move[] = []
  let held: Stance | undefined
  for (const end of instants) {
    // by what was said alone: when it was logged moves nobody
    const said = codings.filter((coding) => coding.end <= end && coding.countsFrom <= t)
    const { stance, statement, speaker, saidAt } = positionOf(key, said, Number.POSITIVE_INFINITY, () => end)
    if (stance === null || stance === "none_recorded" || !statement || !speaker || !saidAt) continue
    if (held && held !== stance) {
      moves.push({ ...key, from: held, to: stance, statement, speaker, saidAt, end })
    }
    held = stance
  }
  return moves
}

const NONE: Record<PairState, number> = {
  unknown: 0,
  compatible: 0,
  conditional: 0,
  conflict: 0,
  undetermined: 0,
}
