"use client"

import type { HeldCondition } from "../../../server/domain/condition.ts"
import { FULFILMENT_STATES, HOLDER_STATES } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS, conditionState } from "../../../server/domain/wording.ts"
import { agreementConditions as text } from "../../_messages/signals.en.ts"
import type { Inputs } from "../../_trpc/browser.tsx"
import { oneOf } from "../_form/statement-values.ts"
import { Fields, SelectField } from "../_parts/field.tsx"
import { type Book, nameIn } from "./entry-book.ts"

type EventMoves = NonNullable<
  NonNullable<Inputs["negotiations"]["amend"]["events"]>[number]["conditionMoves"]
>

/**
 * The open conditions on an agreement's options, offered when it enters into force: what becomes of each (rule 4 of
 * domain.md). `value` holds one text for each condition that is moved, as `movesIn` reads it.
 */
export function AgreementConditions({
  name,
  book,
  agreement,
  value,
  onChange,
}: {
  name: string
  book: Book
  agreement: string
  value: readonly string[]
  onChange: (value: string[]) => void
}) {
  const held = openConditions(agreement, book)
  const party = (id: string) => nameIn(book.entries.actors, id)
  if (agreement === "") return null
  return (
    <Fields legend={text.legend} name={name} hint={held.length > 0 ? text.hint : text.none}>
      {held.map((condition) => (
        <div key={condition.id} className="moves-of">
          <div>
            <p className="condition-text" dir="auto">
              {condition.text}
            </p>
            <p className="meta">
              {party(condition.party)}.{" "}
              <span className={`kind kind-${condition.kind}`}>{CONDITION_KIND_WORDS[condition.kind]}</span>,{" "}
              {conditionState(condition, party)}.{" "}
              <span dir="auto">
                {book.entries.options.find(({ id }) => id === condition.option)?.text ?? condition.option}
              </span>
            </p>
          </div>
          <SelectField
            unseenLabel
            label={text.becomes(condition.text)}
            name={`${name}.${condition.id}`}
            value={value.find((move) => move.startsWith(`${condition.id} `))?.split(" ")[1] ?? ""}
            onChange={({ currentTarget: { value: done } }) =>
              onChange([
                ...value.filter((move) => !move.startsWith(`${condition.id} `)),
                ...(done === "" ? [] : [`${condition.id} ${done}`]),
              ])
            }
          >
            <option value="">{text.staysOpen}</option>
            {Object.entries(text.done).map(([done, words]) => (
              <option key={done} value={done}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
      ))}
    </Fields>
  )
}

/**
 * The moves that an agreement's entry into force makes, out of what the form holds of them; ids have no spaces. What was
 * chosen for another agreement before is not among them.
 */
export function movesIn(value: readonly string[], agreement: string, book: Book): EventMoves {
  const offered = new Set(openConditions(agreement, book).map(({ id }) => id))
  return value.flatMap((move): EventMoves => {
    const [condition = "", done = ""] = move.split(" ")
    if (!offered.has(condition)) return []
    const [axis, to] = done.split(":")
    const [holder, fulfilment] = [oneOf(HOLDER_STATES, to), oneOf(FULFILMENT_STATES, to)]
    if (axis === "holder" && holder) return [{ condition, axis, to: holder }]
    if (axis === "fulfilment" && fulfilment) return [{ condition, axis, to: fulfilment }]
    return []
  })
}

/** Open conditions that are on one of an agreement's options or touch it; one that several hold stands once. */
function openConditions(agreement: string, { entries, conditions }: Book): HeldCondition[] {
  const options = entries.agreements.find(({ id }) => id === agreement)?.options ?? []
  return conditions
    .filter(({ open, option, touches }) => open && [option, ...touches].some((id) => options.includes(id)))
    .filter((held, i, all) => all.findIndex(({ id }) => id === held.id) === i)
}
