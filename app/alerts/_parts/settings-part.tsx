"use client"

import { useState } from "react"
import { settings as text } from "../../_messages/alerts.en.ts"
import { Done, Field, FormProblem, Submit } from "../../account/form-parts.tsx"
import { renewLinks, saveSettings } from "../actions.ts"
import type { Own } from "../answers.ts"
import "../fold.css"
import "../settings.css"
import { useAnswer } from "./use-answer.ts"
import { ZoneField } from "./zone-field.tsx"

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** When mails and notifications come, and the links that are as good as a sign-in. */
export function SettingsPart({
  own,
  origin,
  link,
  zones,
}: {
  own: Own
  /** Of this site, for an address that is taken elsewhere. */
  origin: string
  link: string | undefined
  zones: string[]
}) {
  return (
    <section aria-labelledby="settings">
      <div className="alert-head">
        <h2 id="settings" className="section-title">
          {text.heading}
        </h2>
      </div>
      <SettingsForm {...own} link={link} zones={zones} />
      <FeedPart feed={`${origin}${own.feed}.atom`} link={link} />
    </section>
  )
}

function SettingsForm({
  settings,
  link,
  zones,
}: Pick<Own, "settings"> & { link: string | undefined; zones: string[] }) {
  const { done, problem, working, props } = useAnswer(saveSettings)
  /** True once something was changed after it was saved. */
  const [edited, setEdited] = useState(false)
  const { timeZone, digestHour, quiet } = settings
  return (
    // by its values, so that after saving the fields say what is stored
    <form
      key={JSON.stringify(settings)}
      {...props}
      className="account-form"
      noValidate
      onChange={() => setEdited(true)}
      onSubmit={(event) => {
        setEdited(false)
        props.onSubmit(event)
      }}
    >
      {link && <input type="hidden" name="link" value={link} />}
      <ZoneField label={text.timeZone} zones={zones} initial={timeZone} problem={problem} />
      <div className="account-field">
        <label htmlFor="digest-hour">{text.digestHour}</label>
        <select id="digest-hour" name="digestHour" className="field" defaultValue={digestHour}>
          {HOURS.map((hour) => (
            <option key={hour} value={hour}>
              {clock(hour * 60)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="alert-quiet" aria-describedby="quiet-hint">
        <legend>{text.quiet}</legend>
        <Field
          label={text.from}
          name="quietFrom"
          type="time"
          defaultValue={quiet ? clock(quiet.from) : ""}
          problem={problem}
        />
        <Field
          label={text.to}
          name="quietTo"
          type="time"
          defaultValue={quiet ? clock(quiet.to) : ""}
          problem={problem}
        />
        <p id="quiet-hint" className="hint">
          {text.quietHint}
        </p>
      </fieldset>
      <FormProblem problem={problem} fields={["timeZone", "quietFrom", "quietTo"]} />
      <Done text={done && !working && !edited ? text.saved : ""} />
      <div className="account-actions">
        <Submit label={text.save} working={working && text.saving} />
      </div>
    </form>
  )
}

function FeedPart({ feed, link }: { feed: string; link: string | undefined }) {
  const { problem, working, props } = useAnswer(renewLinks)
  return (
    <div className="alert-feed">
      <div className="account-field">
        <label htmlFor="feed">{text.feedAddress}</label>
        <input id="feed" className="field" readOnly value={feed} dir="ltr" aria-describedby="feed-hint" />
        <p id="feed-hint" className="hint">
          {text.feedHint}
        </p>
      </div>
      <details className="alert-fold">
        <summary>{text.renew}</summary>
        <form {...props} className="alert-renew">
          {link && <input type="hidden" name="link" value={link} />}
          <p className="hint">{text.renewText}</p>
          <FormProblem problem={problem} fields={[]} />
          <button type="submit" className="button" aria-disabled={working}>
            {text.renew}
          </button>
        </form>
      </details>
    </div>
  )
}

/** Minute 1350 of the day is "22:30". */
function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`
}
