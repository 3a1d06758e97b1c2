/** Strings of the common ground page. Numbers are counts with what they are of, never a share. */
export const commonGround = {
  title: "Common ground",
  standfirst:
    "Where parties that fight stand close to each other, and who has moved. Counts and moves, no score.",
  between: (a: string, b: string) => `${a} and ${b}`,
  of: (n: number, all: number) => `${n} of ${all} ${all === 1 ? "issue" : "issues"}`,
  noPairs: "No two parties fight here, or no option is open: there is nothing to compare.",
  moves: "Moves",
  movesExplained:
    "A move is a party taking another stance on the same option. First statements, repetitions and corrections are none.",
  noMoves: "Nobody has moved yet. A move appears here when a party takes another stance than it had.",
} as const
