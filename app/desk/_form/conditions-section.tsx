"use client"

import { useFieldArray, useFormContext, useWatch } from "react-hook-form"
import { CONDITION_KINDS } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS } from "../../../server/domain/wording.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { Choose, ChooseToAdd } from "../_parts/choose.tsx"
import { Fields, SelectField, TextArea, TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { optionChoice, optionText } from "./stances-section.tsx"
import { newId, type StatementValues } from "./statement-values.ts"
import { Values } from "./words-section.tsx"

/** Conditions that this statement is the first to set. */
export function ConditionsSection() {
  const { control, getValues } = useFormContext<StatementValues>()
  const { fields, append, remove } = useFieldArray({ control, name: "conditions", keyName: "row" })
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
      {fields.map((field, index) => (
        <Condition key={field.row} index={index} remove={() => remove(index)} />
      ))}
      <button type="button" className="button desk-start" onClick={add}>
        {text.addCondition}
      </button>
    </Fields>
  )
}

function Condition({ index, remove }: { index: number; remove: () => void }) {
  const { data } = useDesk()
  const { control, register, setValue } = useFormContext<StatementValues>()
  const [option, touches] = useWatch({
    control,
    name: [`conditions.${index}.option`, `conditions.${index}.touches`],
  })
  const others = data.options.filter((known) => known.id !== option && !touches.includes(known.id))
  const touch = (ids: string[]) => setValue(`conditions.${index}.touches`, ids, { shouldDirty: true })
  return (
    <Fields
      legend={text.condition(index + 1)}
      name={`conditions.${index}`}
      className="desk-fields desk-condition"
    >
      <TextArea label={text.conditionText} {...register(`conditions.${index}.text`)} />
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
