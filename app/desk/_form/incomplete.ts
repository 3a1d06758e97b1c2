import { STANCES } from "../../../server/domain/vocabulary.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { type Problem, problem } from "../problem.ts"
import { oneOf, type StatementValues } from "./statement-values.ts"

/** What the form can see for itself before it asks the server: choices that have not been made. */
export function incomplete(values: StatementValues, publishing: boolean): Problem | undefined {
  if (values.for.length === 0) return problem(text.forEmpty, "for")
  const undecided = values.stances.findIndex(({ stance }) => !oneOf(STANCES, stance))
  if (undecided >= 0) return problem(text.stanceMissing, `stances[${undecided}]`)
  if (publishing && values.gist.trim() === "") return problem(text.gistEmpty, "gist")
  return undefined
}

/** True once there is enough to ask what publishing would change. */
export function canPreview(values: StatementValues): boolean {
  const spoken = values.speaker || values.institution || values.speakerAsDescribed
  const voiced = spoken.trim() !== "" || values.attribution === "unattributed"
  return (
    voiced &&
    values.gist.trim() !== "" &&
    values.saidAt.trim() !== "" &&
    values.documents.length > 0 &&
    incomplete(values, true) === undefined
  )
}
