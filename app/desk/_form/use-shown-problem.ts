import { useEffect, useState } from "react"
import { get } from "react-hook-form"
import type { ShownProblem } from "../_parts/field.tsx"
import { fieldOfPath } from "./problem-field.ts"
import type { StatementValues } from "./statement-values.ts"

/** The sentence of a refusal at the field that it is about; it stands until that field is changed. */
export function useShownProblem(values: StatementValues) {
  const [wrong, setWrong] = useState<ShownProblem | null>(null)
  const [refusedAt, setRefusedAt] = useState<string>()
  const at = (field: string | undefined) =>
    field === undefined ? undefined : JSON.stringify(get(values, field))
  const now = at(wrong?.field)
  useEffect(() => {
    if (refusedAt !== undefined && now !== refusedAt) setWrong(null)
  }, [now, refusedAt])
  return {
    wrong,
    show(path: string | undefined, detail: string) {
      const field = fieldOfPath(path, values)
      setRefusedAt(at(field))
      setWrong({ field, detail })
    },
    clear: () => setWrong(null),
  }
}
