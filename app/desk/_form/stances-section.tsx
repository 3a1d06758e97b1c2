"use client"

import { useRef } from "react"
import { useFieldArray, useFormContext, useWatch } from "react-hook-form"
import { STANCES } from "../../../server/domain/vocabulary.ts"
import { PositionChip, StanceChip } from "../../_components/stance-chip.tsx"
import { log as text } from "../../_messages/desk.en.ts"
import { ChooseToAdd } from "../_parts/choose.tsx"
import { Fields } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import type { DeskData } from "../desk-data.ts"
import { partyName } from "./speaker-section.tsx"
import type { StatementValues } from "./statement-values.ts"

/** What the statement says on each option: one stance each, as glyph, word and hue. */
export function StancesSection() {
  const { data } = useDesk()
  const { control } = useFormContext<StatementValues>()
  const { fields, append, remove } = useFieldArray({ control, name: "stances", keyName: "row" })
  const rest = data.options.filter((option) => fields.every((field) => field.option !== option.id))
  return (
    <Fields
      legend={text.positions}
      name="stances"
      hint={text.positionsHint}
      className="desk-fields desk-part"
    >
      {fields.map((field, index) => (
        <Stance key={field.row} option={field.option} index={index} remove={() => remove(index)} />
      ))}
      {data.options.length === 0 ? (
        <p className="hint">{text.noOptions}</p>
      ) : (
        <ChooseToAdd
          label={text.findOption}
          name="findOption"
          choices={rest.map((option) => optionChoice(data, option))}
          onChoose={(option) =>
            append({ option, stance: null }, { focusName: `stances.${fields.length}.stance` })
          }
        />
      )}
    </Fields>
  )
}

function Stance({ option, index, remove }: { option: string; index: number; remove: () => void }) {
  const { data } = useDesk()
  const { control, register, setValue } = useFormContext<StatementValues>()
  const [speaksFor, about] = useWatch({ control, name: ["for", "about"] })
  const scale = useRef<HTMLDivElement>(null)
  const choose = (stance: string | undefined) => {
    if (!stance) return
    setValue(`stances.${index}.stance`, stance, { shouldDirty: true })
    scale.current?.querySelector<HTMLElement>(`[value=${stance}]`)?.focus()
  }
  const parties = about.length > 0 && !about.some((id) => speaksFor.includes(id)) ? about : speaksFor
  const words = optionText(data, option)
  const roles = data.parties.filter((party) => parties.includes(party.id)).flatMap((party) => party.roles)
  return (
    <Fields legend={words} name={`stances.${index}`} className="desk-stance">
      <div className="desk-stance-head">
        <NowAt option={option} parties={parties} />
        <button type="button" className="desk-quiet" onClick={remove} aria-label={text.removeNamed(words)}>
          {text.remove}
        </button>
      </div>
      <div ref={scale} className="desk-segments">
        {STANCES.map((stance, n) => (
          <label key={stance} className="desk-segment">
            <input
              type="radio"
              value={stance}
              aria-keyshortcuts={String(n + 1)}
              {...register(`stances.${index}.stance`)}
              onKeyDown={({ key, ctrlKey, altKey, metaKey }) => {
                if (!ctrlKey && !altKey && !metaKey) choose(STANCES[Number(key) - 1])
              }}
            />
            <StanceChip stance={stance} roles={roles} />
            <span className="desk-segment-n" aria-hidden="true">
              {n + 1}
            </span>
          </label>
        ))}
      </div>
    </Fields>
  )
}

/** What the board shows for these parties before this statement. */
function NowAt({ option, parties }: { option: string; parties: string[] }) {
  const { data } = useDesk()
  const cells = data.board.issues
    .flatMap((issue) => issue.options)
    .find((known) => known.id === option)
    ?.cells.filter((cell) => parties.includes(cell.party))
  if (!cells || cells.length === 0) return <span />
  return (
    <span className="meta desk-now">
      {text.now}{" "}
      {cells.map((cell) => (
        <span key={cell.party} className="desk-now-cell">
          {cells.length > 1 && <span dir="auto">{partyName(data, cell.party)}</span>}{" "}
          <PositionChip
            cell={cell}
            roles={data.parties.find((party) => party.id === cell.party)?.roles ?? []}
          />
        </span>
      ))}
    </span>
  )
}

export function optionChoice(data: Pick<DeskData, "issues">, option: DeskData["options"][number]) {
  const issue = data.issues.find((known) => known.id === option.issue)
  return {
    id: option.id,
    label: option.text,
    detail: [issue?.title, issue?.group].filter(Boolean).join(", "),
    search: option.id,
  }
}

export function optionText(data: Pick<DeskData, "options">, id: string): string {
  return data.options.find((option) => option.id === id)?.text ?? id
}
