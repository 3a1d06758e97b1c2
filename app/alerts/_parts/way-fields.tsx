"use client"

import { CADENCES } from "../../../server/domain/alert-values.ts"
import { cadences, where as text } from "../../_messages/alerts.en.ts"
import type { Problem } from "../../account/ask.ts"
import { Field } from "../../account/form-parts.tsx"
import type { Own, Typed } from "../answers.ts"
import { ZoneField } from "./zone-field.tsx"

/** What a mail needs: the address, how soon, and for the daily one whose day it is. */
export function EmailFields({
  ownAddress,
  settings,
  timeZone,
  zones,
  typed,
  problem,
}: {
  ownAddress: string | null
  /** When they are told already; the daily mail then comes as it is set there. */
  settings: Own["settings"] | null
  timeZone: string
  zones: string[]
  typed: Typed
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
        defaultValue={typed["channel.address"] ?? ownAddress ?? undefined}
        problem={problem}
      />
      <div className="account-field">
        <label htmlFor="cadence">{text.cadence}</label>
        <select
          id="cadence"
          name="cadence"
          className="field"
          defaultValue={typed.cadence}
          aria-describedby="cadence-hint"
        >
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
        {settings ? (
          <p className="hint">
            {text.dailyAsSet(settings.digestHour, settings.timeZone.replaceAll("_", " "))}
          </p>
        ) : (
          <ZoneField
            label={text.timeZone}
            hint={text.timeZoneHint}
            zones={zones}
            initial={typed.timeZone ?? timeZone}
            followsBrowser={typed.timeZone === undefined}
            problem={problem}
          />
        )}
      </div>
    </div>
  )
}

/** What a webhook needs: its address. */
export function WebhookFields({ typed, problem }: { typed: Typed; problem: Problem | null }) {
  return (
    <div className="alert-way">
      <Field
        label={text.url}
        name="channel.url"
        type="url"
        autoComplete="off"
        dir="ltr"
        placeholder="https://"
        defaultValue={typed["channel.url"]}
        hint={text.urlHint}
        problem={problem}
      />
    </div>
  )
}
