"use client"

import { useFormContext, useWatch } from "react-hook-form"
import type { HeldCondition } from "../../../server/domain/condition.ts"
import { COUNTERPARTY_STATES, FULFILMENT_STATES, HOLDER_STATES } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS, conditionState } from "../../../server/domain/wording.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { SelectField, TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { partyName } from "./speaker-section.tsx"
import { optionText } from "./stances-section.tsx"
import type { StatementValues } from "./statement-values.ts"

interface Row {
  index: number
  held: HeldCondition
}

/** Conditions on record, so that one that is repeated, changed or answered keeps its one life. */
export function MovesSection() {
  const { data } = useDesk()
  const { control } = useFormContext<StatementValues>()
  const [speaksFor, moves, stated] = useWatch({ control, name: ["for", "moves", "conditions"] })
  const rows = moves.flatMap(({ condition, move }, index) => {
    // a statement does not repeat what it is the first to say
    if (stated.some(({ key }) => key === condition)) return []
    const held =
      data.conditions.find((known) => known.id === condition && speaksFor.includes(known.party)) ??
      data.conditions.find((known) => known.id === condition)
    return held ? [{ index, held, own: speaksFor.includes(held.party), mentioned: move !== "" }] : []
  })
  const shown = rows.filter((row) => row.held.open || row.mentioned)
  const groups = [
    {
      title: text.ownConditions(speaksFor.map((id) => partyName(data, id))),
      rows: shown.filter((row) => row.own),
    },
    { title: text.otherConditions, rows: shown.filter((row) => !row.own) },
    { title: text.endedConditions, rows: rows.filter((row) => !shown.includes(row)) },
  ].filter((group) => group.rows.length > 0)
  return (
    <section className="desk-fields desk-part" aria-label={text.moves}>
      <h2 className="desk-legend">{text.moves}</h2>
      {rows.length === 0 && <p className="hint">{text.noneOnRecord}</p>}
      {rows.length > 0 && speaksFor.length === 0 && <p className="hint">{text.noMoves}</p>}
      {rows.length > 0 && speaksFor.length > 0 && (
        <>
          <p className="hint">{text.movesHint}</p>
          {groups.map((group, place) => (
            <details
              key={group.title}
              className="desk-fold"
              open={place === 0 && group.rows.length <= 6 ? true : group.rows.some((row) => row.mentioned)}
            >
              <summary>
                {group.title} ({group.rows.length})
              </summary>
              <ul className="condition-list">
                {group.rows.map((row) => (
                  <li key={row.index}>
                    <Move {...row} />
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </>
      )}
    </section>
  )
}

function Move({ index, held, own, mentioned }: Row & { own: boolean; mentioned: boolean }) {
  const { data } = useDesk()
  const { register } = useFormContext<StatementValues>()
  return (
    <div className="desk-move">
      <div>
        <p className="condition-text" dir="auto">
          {held.text}
        </p>
        <p className="meta">
          {!own && `${partyName(data, held.party)}. `}
          <span className={`kind kind-${held.kind}`}>{CONDITION_KIND_WORDS[held.kind]}</span>,{" "}
          {conditionState(held, (party) => partyName(data, party))}.{" "}
          <span dir="auto">{optionText(data, held.option)}</span>
        </p>
      </div>
      <SelectField unseenLabel label={text.move(held.text)} {...register(`moves.${index}.move`)}>
        <option value="">{text.notMentioned}</option>
        {own && <MoveGroup label={text.holderMoves} axis="holder" to={HOLDER_STATES} />}
        {!own && <MoveGroup label={text.answers} axis="counterparty" to={COUNTERPARTY_STATES} />}
        <MoveGroup label={text.fulfilments} axis="fulfilment" to={FULFILMENT_STATES} />
      </SelectField>
      {mentioned && <TextField label={text.moveNote} {...register(`moves.${index}.note`)} />}
    </div>
  )
}

function MoveGroup({ label, axis, to }: { label: string; axis: string; to: readonly string[] }) {
  return (
    <optgroup label={label}>
      {to.map((state) => (
        <option key={state} value={`${axis}:${state}`}>
          {Object.entries(text.moveWords).find(([key]) => key === `${axis}:${state}`)?.[1] ?? state}
        </option>
      ))}
    </optgroup>
  )
}
