"use client"

import { useFormContext, useWatch } from "react-hook-form"
import type { HeldCondition } from "../../../server/domain/condition.ts"
import type { Tier } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS, conditionState } from "../../../server/domain/wording.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { conditions as more } from "../../_messages/signals.en.ts"
import { SelectField, TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { partyName } from "./speaker-section.tsx"
import { mayMoveTo, speakerTier } from "./speaker-tier.ts"
import { optionText } from "./stances-section.tsx"
import { MOVE_STATES, type MoveAxis, type StatementValues } from "./statement-values.ts"
import { useMoves } from "./use-moves.ts"

/** Conditions on record, so that one that is repeated, changed or answered keeps its one life. */
export function MovesSection() {
  const { data } = useDesk()
  const { control, getValues } = useFormContext<StatementValues>()
  const [speaksFor, stated, stances] = useWatch({ control, name: ["for", "conditions", "stances"] })
  const { moves } = useMoves()
  const tier = speakerTier(getValues(), data)
  const coded = new Set(stances.map(({ option }) => option))
  const rows = onceEach(data.conditions, speaksFor)
    // a statement does not repeat what it is the first to say
    .filter((held) => !stated.some(({ key }) => key === held.id))
    .map((held) => ({
      held,
      holders: data.conditions.filter(({ id }) => id === held.id).map(({ party }) => party),
      mentioned: moves.some((move) => move.condition === held.id),
    }))
    .sort((a, b) => Number(coded.has(b.held.option)) - Number(coded.has(a.held.option)))
  const isOwn = (row: Row) => row.holders.some((party) => speaksFor.includes(party))
  const shown = rows.filter((row) => row.held.open || row.mentioned)
  const groups = [
    { title: text.ownConditions(speaksFor.map((id) => partyName(data, id))), rows: shown.filter(isOwn) },
    { title: text.otherConditions, rows: shown.filter((row) => !isOwn(row)) },
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
          {tier !== null && tier > 2 && rows.some(isOwn) && <p className="desk-note">{more.limited(tier)}</p>}
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
                  <li key={row.held.id}>
                    <Moves {...row} speaksFor={speaksFor} tier={tier} />
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

interface Row {
  held: HeldCondition
  holders: string[]
  mentioned: boolean
}

/** The condition, and for each axis that this speaker can move what is done to it. Several can be moved at once. */
function Moves({
  held,
  holders,
  speaksFor,
  tier,
}: Pick<Row, "held" | "holders"> & { speaksFor: string[]; tier: Tier | null }) {
  const { data } = useDesk()
  const own = holders.some((party) => speaksFor.includes(party))
  const answering = speaksFor.some((party) => !holders.includes(party))
  const axes: MoveAxis[] = [
    ...(own ? (["holder"] as const) : []),
    ...(answering ? (["counterparty"] as const) : []),
    "fulfilment",
  ]
  return (
    <div className="moves-of">
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
      <div className="moves-axes">
        {axes.map((axis) => (
          <Move key={axis} held={held} axis={axis} tier={tier} />
        ))}
      </div>
    </div>
  )
}

const AXES: Record<MoveAxis, string> = {
  holder: text.holderMoves,
  counterparty: text.answers,
  fulfilment: text.fulfilments,
}

function Move({ held, axis, tier }: { held: HeldCondition; axis: MoveAxis; tier: Tier | null }) {
  const { moves, find, put } = useMoves()
  const index = find(held.id, axis)
  const move = moves[index]
  return (
    <div className="moves-axis">
      <SelectField
        label={AXES[axis]}
        aria-label={`${text.move(held.text)}: ${AXES[axis]}`}
        name={index < 0 ? `moves.${held.id}.${axis}` : `moves.${index}.to`}
        value={move?.to ?? ""}
        onChange={({ currentTarget }) => put({ condition: held.id, axis, to: currentTarget.value })}
      >
        <option value="">{text.notMentioned}</option>
        {MOVE_STATES[axis].map((to) => (
          <option key={to} value={to} disabled={axis === "holder" && !mayMoveTo(tier, to)}>
            {Object.entries(text.moveWords).find(([key]) => key === `${axis}:${to}`)?.[1] ?? to}
          </option>
        ))}
      </SelectField>
      {move && (
        <TextField
          label={text.moveNote}
          name={`moves.${index}.note`}
          value={move.note}
          onChange={({ currentTarget }) => put({ condition: held.id, axis, note: currentTarget.value })}
        />
      )}
    </div>
  )
}

/** A condition that several hold stands once, as the one who speaks holds it. */
function onceEach(conditions: HeldCondition[], speaksFor: string[]): HeldCondition[] {
  const own = conditions.filter(({ party }) => speaksFor.includes(party))
  const all = [...own, ...conditions]
  return all.filter((held, i) => all.findIndex(({ id }) => id === held.id) === i)
}
