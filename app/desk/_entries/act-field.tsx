"use client"

import { entries as text } from "../../_messages/entries.en.ts"
import { Fields, SelectField, TextArea, TextField } from "../_parts/field.tsx"
import { Picks } from "../_parts/picks.tsx"
import { AgreementConditions } from "./agreement-conditions.tsx"
import { type EntryField, many, one, type Row, rows, type Values } from "./entry-book.ts"

interface Props {
  field: EntryField
  values: Values
  /** Name under which a refusal finds the field: "offices.1.from". */
  at?: string
  set: (name: string, value: Values[string]) => void
}

/** One field of a form, by its type. */
export function ActField({ field, values, at = "", set }: Props) {
  const { label, hint, name, options = [] } = field
  const value = values[name]
  const shared = { label, hint, name: at + name, value: typeof value === "string" ? value : "" }
  switch (field.type) {
    case "text":
      return <TextField {...shared} onChange={(event) => set(name, event.currentTarget.value)} />
    case "lines":
      return <TextArea {...shared} onChange={(event) => set(name, event.currentTarget.value)} />
    case "select":
      return (
        <SelectField {...shared} onChange={(event) => set(name, event.currentTarget.value)}>
          {options.map(([id, called]) => (
            <option key={id} value={id}>
              {called}
            </option>
          ))}
        </SelectField>
      )
    case "picks":
      return (
        <Picks
          {...{ hint, options }}
          legend={label}
          name={at + name}
          value={many(values, name)}
          onChange={(chosen) => set(name, chosen)}
        />
      )
    case "conditions":
      return field.book ? (
        <AgreementConditions
          name={at + name}
          book={field.book}
          agreement={one(values, "agreement")}
          value={many(values, name)}
          onChange={(moves) => set(name, moves)}
        />
      ) : null
    case "rows":
      return <Rows field={field} list={rows(values, name)} onChange={(list) => set(name, list)} />
    default:
      return field.type satisfies never
  }
}

/** Several of the same shape, such as offices; each can be taken away, and another added. */
function Rows({
  field,
  list,
  onChange,
}: {
  field: EntryField
  list: Row[]
  onChange: (list: Row[]) => void
}) {
  const { label, hint, name, fields = [], row: what = "" } = field
  return (
    <Fields legend={label} name={name} hint={hint}>
      {list.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
        <div key={i} className="entry-row">
          <div className="entry-cells">
            {fields.map((inner) => (
              <ActField
                key={inner.name}
                field={inner}
                values={row}
                at={`${name}.${i}.`}
                set={(key, value) =>
                  typeof value === "string" &&
                  onChange(list.map((other, n) => (n === i ? { ...other, [key]: value } : other)))
                }
              />
            ))}
          </div>
          <button
            type="button"
            className="desk-quiet"
            onClick={() => onChange(list.filter((_, n) => n !== i))}
          >
            {text.removeRow}
            <span className="visually-hidden"> {fields.map((inner) => one(row, inner.name)).join(" ")}</span>
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button desk-start"
        onClick={() => onChange([...list, blankRow(fields)])}
      >
        {text.addRow(what)}
      </button>
    </Fields>
  )
}

function blankRow(fields: EntryField[]): Row {
  return Object.fromEntries(
    fields.map(({ name, type, options }) => [name, type === "select" ? (options?.[0]?.[0] ?? "") : ""]),
  )
}
