"use client"

import { useFieldArray, useFormContext, useWatch } from "react-hook-form"
import type { HeldCondition } from "../../../server/domain/condition.ts"
import { likelyConditions } from "../../../server/domain/same-condition.ts"
import { CONDITION_KINDS } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS } from "../../../server/domain/wording.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { conditions as offered } from "../../_messages/signals.en.ts"
import { useTell } from "../_commands/commands.tsx"
import { Choose, ChooseToAdd } from "../_parts/choose.tsx"
import { Fields, SelectField, TextArea, TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { type OfferedMove, OnRecord } from "./on-record.tsx"
import { partyName } from "./speaker-section.tsx"
import { optionChoice, optionText } from "./stances-section.tsx"
import { newId, oneOf, type StatementValues } from "./statement-values.ts"
import { useMoves } from "./use-moves.ts"
import { Values } from "./words-section.tsx"

/** Conditions that this statement is the first to set; those that the party has set before are offered instead. */
export function ConditionsSection() {
  const { data } = useDesk()
  const { control, getValues } = useFormContext<StatementValues>()
  const { fields, append, remove } = useFieldArray({ control, name: "conditions", keyName: "row" })
  const { moves, put } = useMoves()
  const tell = useTell()
  const [speaksFor, stances] = useWatch({ control, name: ["for", "stances"] })
  const coded = new Set(stances.map(({ option }) => option))
  const own = data.conditions.filter(
    ({ id, open, party }) =>
      open &&
      speaksFor.includes(party) &&
      !moves.some(({ condition }) => condition === id) &&
      !fields.some(({ key }) => key === id),
  )
  const move = (held: HeldCondition, to: OfferedMove, note = "") => {
    put({ condition: held.id, axis: "holder", to, ...(note !== held.text && { note }) })
    tell(offered.moved(offered.does[to], held.text))
  }
  const add = () =>
    append(
      {
        key: newId("c"),
        option: getValues("stances")[0]?.option ?? "",
        kind: "precondition",
        text: "",
        deadline: "",
        touches: [],
      },
      { focusName: `conditions.${fields.length}.text` },
    )
  return (
    <Fields
      legend={text.conditions}
      name="conditions"
      hint={text.conditionsHint}
      className="desk-fields desk-part"
    >
      <OnRecord
        heading={offered.onOptions(speaksFor.map((id) => partyName(data, id)))}
        held={fields.length > 0 ? [] : likelyOn(coded, own)}
        onMove={move}
      />
      {fields.map((field, index) => (
        <Condition
          key={field.row}
          index={index}
          own={own}
          remove={() => remove(index)}
          // what was written is how the statement puts it: it stays as the note of the move
          onMove={(held, to) => {
            move(held, to, getValues(`conditions.${index}.text`).trim())
            remove(index)
          }}
        />
      ))}
      <button type="button" className="button desk-start" onClick={add}>
        {text.addCondition}
      </button>
    </Fields>
  )
}

/** Open conditions on the options that are coded, each once. */
function likelyOn(options: ReadonlySet<string>, own: HeldCondition[]): HeldCondition[] {
  return own.filter(
    ({ id, option }, i) => options.has(option) && own.findIndex((held) => held.id === id) === i,
  )
}

const OFFERED = 4

function Condition({
  index,
  own,
  remove,
  onMove,
}: {
  index: number
  /** The party's open conditions that the statement does not mention yet. */
  own: HeldCondition[]
  remove: () => void
  onMove: (condition: HeldCondition, to: OfferedMove) => void
}) {
  const { data } = useDesk()
  const { control, register, setValue, getValues, formState } = useFormContext<StatementValues>()
  // one that is on record as it stands has its life already
  const begun = formState.defaultValues?.conditions?.some(
    (known) => known?.key === getValues(`conditions.${index}.key`),
  )
  const [option, touches, kind, written] = useWatch({
    control,
    name: [
      `conditions.${index}.option`,
      `conditions.${index}.touches`,
      `conditions.${index}.kind`,
      `conditions.${index}.text`,
    ],
  })
  const likely = likelyConditions(
    { option, touches, kind: oneOf(CONDITION_KINDS, kind) ?? "precondition", text: written },
    own,
  )
  const others = data.options.filter((known) => known.id !== option && !touches.includes(known.id))
  const touch = (ids: string[]) => setValue(`conditions.${index}.touches`, ids, { shouldDirty: true })
  return (
    <Fields
      legend={text.condition(index + 1)}
      name={`conditions.${index}`}
      className="desk-fields desk-condition"
    >
      <TextArea label={text.conditionText} {...register(`conditions.${index}.text`)} />
      <OnRecord heading={offered.same} held={begun ? [] : likely.slice(0, OFFERED)} onMove={onMove} />
      <Choose
        label={text.conditionOption}
        name={`conditions.${index}.option`}
        choices={data.options.map((known) => optionChoice(data, known))}
        value={option}
        onChoose={(id) => setValue(`conditions.${index}.option`, id, { shouldDirty: true })}
      />
      <div className="desk-two">
        <SelectField label={text.conditionKind} {...register(`conditions.${index}.kind`)}>
          <Values of={CONDITION_KINDS} called={CONDITION_KIND_WORDS} />
        </SelectField>
        <TextField
          label={text.conditionDeadline}
          placeholder="2025-04-17"
          {...register(`conditions.${index}.deadline`)}
        />
      </div>
      <Fields legend={text.touches} name={`conditions.${index}.touches`}>
        {touches.length > 0 && (
          <ul className="desk-rows">
            {touches.map((id) => (
              <li key={id}>
                <span dir="auto">{optionText(data, id)}</span>
                <button
                  type="button"
                  className="desk-quiet"
                  aria-label={text.removeNamed(optionText(data, id))}
                  onClick={() => touch(touches.filter((other) => other !== id))}
                >
                  {text.remove}
                </button>
              </li>
            ))}
          </ul>
        )}
        <ChooseToAdd
          label={text.touchesFind}
          name={`conditions.${index}.findTouched`}
          choices={others.map((known) => optionChoice(data, known))}
          onChoose={(id) => touch([...touches, id])}
        />
      </Fields>
      <button
        type="button"
        className="desk-quiet desk-start"
        onClick={remove}
        aria-label={text.removeNamed(text.condition(index + 1))}
      >
        {text.remove}
      </button>
    </Fields>
  )
}
