"use client"

import { useFormContext } from "react-hook-form"
import type { HeldCondition } from "../../../server/domain/condition.ts"
import type { HOLDER_STATES } from "../../../server/domain/vocabulary.ts"
import { CONDITION_KIND_WORDS, conditionState } from "../../../server/domain/wording.ts"
import { conditions as text } from "../../_messages/signals.en.ts"
import { useDesk } from "../desk-context.tsx"
import { partyName } from "./speaker-section.tsx"
import { mayMoveTo, speakerTier } from "./speaker-tier.ts"
import { optionText } from "./stances-section.tsx"
import type { StatementValues } from "./statement-values.ts"

const OFFERED = [
  "active",
  "clarified",
  "softened",
  "hardened",
  "withdrawn",
] as const satisfies readonly (typeof HOLDER_STATES)[number][]
export type OfferedMove = (typeof OFFERED)[number]

/** Conditions there are that the statement may mean: one press says what it does to one, and no second life begins. */
export function OnRecord({
  heading,
  held,
  onMove,
}: {
  heading: string
  held: HeldCondition[]
  onMove: (condition: HeldCondition, to: OfferedMove) => void
}) {
  const { data } = useDesk()
  const tier = speakerTier(useFormContext<StatementValues>().getValues(), data)
  if (held.length === 0) return null
  return (
    <section className="similar" aria-label={heading}>
      <p className="similar-title">{heading}</p>
      {tier !== null && tier > 2 && <p className="desk-note">{text.limited(tier)}</p>}
      <ul>
        {held.map((condition) => (
          <li key={condition.id}>
            <p className="condition-text" dir="auto">
              {condition.text}
            </p>
            <p className="meta">
              <span className={`kind kind-${condition.kind}`}>{CONDITION_KIND_WORDS[condition.kind]}</span>,{" "}
              {conditionState(condition, (party) => partyName(data, party))}.{" "}
              <span dir="auto">{optionText(data, condition.option)}</span>
            </p>
            <p className="desk-actions">
              {OFFERED.map((to) => (
                <button
                  key={to}
                  type="button"
                  className="desk-quiet"
                  disabled={!mayMoveTo(tier, to)}
                  aria-label={text.doNamed(text.does[to], condition.text)}
                  onClick={() => onMove(condition, to)}
                >
                  {text.does[to]}
                </button>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
