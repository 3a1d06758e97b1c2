"use client"

import type { ReviewReason } from "../../../server/domain/review.ts"
import { preview as text } from "../../_messages/desk.en.ts"
import { TextField } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"

/** Why a second person is needed, and the way round it that an editor has to account for. */
export function OverrideField({
  reasons,
  needsSecond,
  maybe,
  value,
  onChange,
}: {
  reasons: ReviewReason[]
  needsSecond: boolean
  /** True where this page cannot know who the first person was. */
  maybe: boolean
  value: string
  onChange: (reason: string) => void
}) {
  const { isEditor } = useDesk()
  const why = reasons.map((reason) => text.reasons[reason])
  return (
    <div className="desk-fields">
      <p className="desk-note">
        {needsSecond ? text.second(why) : maybe ? text.maybe(why) : text.mayPublish(why)}
      </p>
      {isEditor && (needsSecond || maybe) && (
        <TextField
          label={text.override}
          name="override"
          hint={maybe ? text.overrideMaybeHint : text.overrideHint}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
