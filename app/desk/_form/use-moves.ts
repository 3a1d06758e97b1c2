import { useFormContext, useWatch } from "react-hook-form"
import type { MoveAxis, MoveValues, StatementValues } from "./statement-values.ts"

/** The moves that the form holds, and the one way to change them: per condition and axis there is one or none. */
export function useMoves() {
  const { control, getValues, setValue } = useFormContext<StatementValues>()
  const moves = useWatch({ control, name: "moves" })
  const find = (condition: string, axis: MoveAxis) =>
    moves.findIndex((move) => move.condition === condition && move.axis === axis)
  const put = (change: Pick<MoveValues, "condition" | "axis"> & Partial<MoveValues>) => {
    const before = getValues("moves")
    const at = before.findIndex((move) => move.condition === change.condition && move.axis === change.axis)
    const next = { to: "", note: "", ...before[at], ...change }
    const others = before.filter((_, i) => i !== at)
    const place = at < 0 ? others.length : at
    setValue("moves", next.to === "" ? others : [...others.slice(0, place), next, ...others.slice(place)], {
      shouldDirty: true,
    })
  }
  return { moves, find, put }
}
