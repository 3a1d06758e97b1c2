"use client"

import type { ReviewReason } from "../../../server/domain/review.ts"
import { preview as text } from "../../_messages/desk.en.ts"
import { TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"

/** Why a second person is needed, and the way round it that an editor has to account for. */
export function OverrideField({
  reasons,
  needsSecond,
  correcting,
  value,
  onChange,
}: {
  reasons: ReviewReason[]
  needsSecond: boolean
  /** True for what is published: a correction waits for nobody. */
  correcting: boolean
  value: string
  onChange: (reason: string) => void
}) {
  const { isEditor } = useDesk()
  const why = reasons.map((reason) => text.reasons[reason])
  return (
    <div className="desk-fields">
      <p className="desk-note">
        {!needsSecond ? text.mayPublish(why) : correcting ? text.correcting(why) : text.second(why)}
      </p>
      {isEditor && needsSecond && (
        <TextField
          label={text.override}
          name="override"
          hint={correcting ? text.overrideCorrectionHint : text.overrideHint}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
