import { STANCES } from "../../server/domain/vocabulary.ts"
import { board as text } from "../_messages/en.ts"
import { PositionChip, StanceChip } from "./stance-chip.tsx"

/** How to read the board: every stance, contested, and what absence looks like. */
export function Legend() {
  return (
    <section aria-label={text.legend} className="legend">
      {STANCES.map((stance) => (
        <StanceChip key={stance} stance={stance} />
      ))}
      <PositionChip cell={{ state: "contested", stance: null }} />
      <span>
        <PositionChip cell={{ state: "none_recorded", stance: "none_recorded" }} />: {text.legendAbsent}
      </span>
    </section>
  )
}
