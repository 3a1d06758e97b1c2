"use client"

import { alerts as text, where } from "../../_messages/alerts.en.ts"
import { Done, Field, FormProblem, Submit } from "../../account/form-parts.tsx"
import { sendLink } from "../actions.ts"
import { useAnswer } from "./use-answer.ts"

/** Has the link to one's own subscriptions sent. It says the same whether the address is known or not. */
export function SendLinkForm() {
  const { done, problem, working, props } = useAnswer(sendLink)
  return (
    <form {...props} className="account-form" noValidate>
      <Field
        label={where.address}
        name="address"
        type="email"
        autoComplete="email"
        dir="ltr"
        problem={problem}
      />
      <FormProblem problem={problem} fields={["address"]} />
      <Done text={done && !working ? text.linkSent : ""} />
      <div className="account-actions">
        <Submit label={text.sendLink} working={working && where.working} />
      </div>
    </form>
  )
}
