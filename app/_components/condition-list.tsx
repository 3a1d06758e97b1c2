import type { HeldCondition } from "../../server/domain/condition.ts"
import { dateWords } from "../../server/domain/date-words.ts"
import { CONDITION_KIND_WORDS, conditionState } from "../../server/domain/wording.ts"
import { statement as text } from "../_messages/en.ts"
import { statementHref } from "./addresses.ts"
import type { Names } from "./names.ts"

/** Conditions with their kind, where they stand, and the statement that set each. */
export function ConditionList({
  conditions,
  slug,
  names,
  withOption = false,
}: {
  conditions: HeldCondition[]
  slug: string
  names: Names
  /** Where the option is not plain from the place. */
  withOption?: boolean
}) {
  return (
    <ul className="condition-list">
      {conditions.map((condition) => (
        <li key={`${condition.id} ${condition.party}`}>
          <p className="condition-text" dir="auto">
            <a className="quiet-link" href={statementHref(slug, condition.statement)}>
              {condition.text}
            </a>
          </p>
          <p className="meta">
            <span className={`kind kind-${condition.kind}`}>{CONDITION_KIND_WORDS[condition.kind]}</span>,{" "}
            {conditionState(condition, (id) => names.parties.get(id)?.name ?? id)}
            {condition.deadline && <>, {text.deadline(dateWords(condition.deadline, "short"))}</>}
            {withOption && (
              <span dir="auto">. {names.options.get(condition.option) ?? condition.option}</span>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
