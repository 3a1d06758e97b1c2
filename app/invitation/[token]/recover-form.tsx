"use client"

import { failures, invitation } from "../../_messages/accounts.en.ts"
import { recovery } from "../../_messages/sign-in-means.en.ts"
import { ask, postAuth, procedures } from "../../account/ask.ts"
import { Field, FormProblem, Submit, useForm } from "../../account/form-parts.tsx"

const PASSWORD_MIN = 12

/** Sets a new password by a recovery link, and signs in with it. */
export function RecoverForm({ token, email }: { token: string; email: string }) {
  const { working, problem, props } = useForm(async ({ password = "" }) => {
    const answer = await ask(procedures.invitations.choosePassword.mutate({ token, password }))
    if ("problem" in answer) return answer.problem
    const failure = await postAuth("sign-in/email", { email: answer.done.email, password })
    // in place of this page, whose address is a secret that is used up
    window.location.replace(failure ? "/sign-in" : "/account")
    return failure ? { detail: invitation.madeButNot } : null
  })
  return (
    <form {...props} className="account-form">
      <noscript>
        <p className="account-wrong">{failures.needsScript}</p>
      </noscript>
      {/* for password managers, which ask whose password it is */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <Field
        label={recovery.password}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={invitation.passwordHint(PASSWORD_MIN)}
        problem={problem}
      />
      <FormProblem problem={problem} fields={["password"]} />
      <div className="account-actions">
        <Submit label={recovery.submit} working={working && recovery.working} />
      </div>
    </form>
  )
}
