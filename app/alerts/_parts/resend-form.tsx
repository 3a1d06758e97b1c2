"use client"

import { deliveryLog as text } from "../../_messages/deliveries.en.ts"
import { Done, FormProblem } from "../../account/form-parts.tsx"
import { resend } from "../actions.ts"
import { useAnswer } from "./use-answer.ts"

/** Sends a message once more, under the id that it has. */
export function ResendForm({
  message,
  possible,
  link,
  name,
}: {
  message: string
  /** False while it is on its way; what came of asking stays to be read. */
  possible: boolean
  link: string | undefined
  name: string
}) {
  const { done, problem, working, props } = useAnswer(resend)
  return (
    <form {...props} className="alert-actions">
      <input type="hidden" name="message" value={message} />
      {link && <input type="hidden" name="link" value={link} />}
      {possible && (
        <button type="submit" aria-disabled={working} aria-label={`${text.resend}: ${name}`}>
          {text.resend}
        </button>
      )}
      <FormProblem problem={problem} fields={[]} />
      <Done text={done && !working ? text.resent : ""} />
    </form>
  )
}
