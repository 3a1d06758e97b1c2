"use client"

import { CADENCES, type Cadence } from "../../../server/domain/alert-values.ts"
import { cadences, following as text, where } from "../../_messages/alerts.en.ts"
import { FormProblem, Submit } from "../../account/form-parts.tsx"
import { editSubscription } from "../actions.ts"
import { askedNow } from "./asked-now.ts"
import { useAnswer } from "./use-answer.ts"

/** Saves what the form above says, and how soon mails come. */
export function EditForm({
  whatForm,
  filled,
  id,
  link,
  cadence,
}: {
  whatForm: string
  filled: [string, string][]
  id: string
  link: string | undefined
  /** Null where it is always at once. */
  cadence: Cadence | null
}) {
  const { problem, working, send, props } = useAnswer(editSubscription)
  return (
    <form
      {...props}
      className="account-form"
      onSubmit={(event) => {
        event.preventDefault()
        const asked = askedNow(event.currentTarget, whatForm, filled)
        if (!working) send(asked)
      }}
    >
      {filled.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="id" value={id} />
      {link && <input type="hidden" name="link" value={link} />}
      {cadence && (
        <div className="account-field">
          <label htmlFor="cadence">{where.cadence}</label>
          <select id="cadence" name="cadence" className="field" defaultValue={cadence}>
            {CADENCES.map((value) => (
              <option key={value} value={value}>
                {cadences[value]}
              </option>
            ))}
          </select>
        </div>
      )}
      <FormProblem problem={problem} fields={[]} />
      <div className="account-actions">
        <Submit label={text.save} working={working && text.saving} />
      </div>
    </form>
  )
}
