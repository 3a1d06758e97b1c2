import type { PairState } from "../../server/domain/pair.ts"
import type { Cell } from "../../server/domain/position.ts"
import type { Role, Stance } from "../../server/domain/vocabulary.ts"
import { cellWord, PAIR_WORDS, stanceWord } from "../../server/domain/wording.ts"

const HUES: Record<Stance, string> = {
  proposes: "propose",
  accepts: "accept",
  accepts_conditionally: "cond",
  accepts_in_principle: "cond",
  open: "vague",
  noncommittal: "vague",
  objects: "reject",
  rejects: "reject",
}

/** A stance as glyph, word and hue; never one of them alone. */
export function StanceChip({
  stance,
  roles = [],
  large = false,
}: {
  stance: Stance
  roles?: readonly Role[]
  large?: boolean
}) {
  return (
    <span className={large ? "stance stance-large" : "stance"} data-hue={HUES[stance]}>
      <Glyph name={`g-${stance}`} />
      {stanceWord(stance, roles)}
    </span>
  )
}

/** What a cell shows: its stance, "Contested", or the plain words of absence. */
export function PositionChip({
  cell,
  roles = [],
  large = false,
}: {
  cell: Pick<Cell, "stance" | "state">
  roles?: readonly Role[]
  large?: boolean
}) {
  if (cell.stance !== null && cell.stance !== "none_recorded") {
    return <StanceChip stance={cell.stance} roles={roles} large={large} />
  }
  if (cell.state === "contested") {
    return (
      <span className={large ? "stance stance-large" : "stance"} data-hue="contested">
        <Glyph name="g-contested" />
        {cellWord(cell)}
      </span>
    )
  }
  return <span className="absent">{cellWord(cell)}</span>
}

export function PairChip({ state }: { state: PairState }) {
  return (
    <span className="pair">
      <Glyph name={`p-${state}`} />
      {PAIR_WORDS[state]}
    </span>
  )
}

export function Glyph({ name }: { name: string }) {
  return (
    <svg aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  )
}
