"use client"

import { CADENCES } from "../../../server/domain/alert-values.ts"
import { cadences, where as text } from "../../_messages/alerts.en.ts"
import type { Problem } from "../../account/ask.ts"
import { Field } from "../../account/form-parts.tsx"
import { ZoneField } from "./zone-field.tsx"

/** What a mail needs: the address, how soon, and for the daily one whose day it is. */
export function EmailFields({
  ownAddress,
  timeZone,
  zones,
  problem,
}: {
  ownAddress: string | null
  timeZone: string
  zones: string[]
  problem: Problem | null
}) {
  return (
    <div className="alert-way">
      <Field
        label={text.address}
        name="channel.address"
        type="email"
        autoComplete="email"
        dir="ltr"
        defaultValue={ownAddress ?? undefined}
        problem={problem}
      />
      <div className="account-field">
        <label htmlFor="cadence">{text.cadence}</label>
        <select id="cadence" name="cadence" className="field" aria-describedby="cadence-hint">
          {CADENCES.map((cadence) => (
            <option key={cadence} value={cadence}>
              {cadences[cadence]}
            </option>
          ))}
        </select>
        <p id="cadence-hint" className="hint">
          {text.cadenceHint}
        </p>
      </div>
      <div className="alert-daily">
        <ZoneField
          label={text.timeZone}
          hint={text.timeZoneHint}
          zones={zones}
          initial={timeZone}
          followsBrowser
          problem={problem}
        />
      </div>
    </div>
  )
}

export function WebhookFields({ problem }: { problem: Problem | null }) {
  return (
    <div className="alert-way">
      <Field
        label={text.url}
        name="channel.url"
        type="url"
        autoComplete="off"
        dir="ltr"
        placeholder="https://"
        hint={text.urlHint}
        problem={problem}
      />
    </div>
  )
}
