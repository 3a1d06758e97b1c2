"use client"

import { failures, invitation } from "../../_messages/accounts.en.ts"
import { ask, postAuth, procedures } from "../../account/ask.ts"
import { Field, FormProblem, Submit, useForm } from "../../account/form-parts.tsx"

const PASSWORD_MIN = 12

interface Props {
  token: string
  /** What the inviter thinks; can be changed. */
  name: string
  /** The only address that can be used; null where any can. */
  email: string | null
}

export function AcceptForm({ token, name: suggested, email: only }: Props) {
  const { working, problem, props } = useForm(async ({ name = "", email = "", password = "" }) => {
    const answer = await ask(procedures.invitations.accept.mutate({ token, name, email, password }))
    if ("problem" in answer) return answer.problem
    const failure = await postAuth("sign-in/email", { email: email.trim(), password })
    // in place of this page, whose address is a secret that is used up
    window.location.replace(failure ? "/sign-in" : "/account")
    return failure ? { detail: invitation.madeButNot } : null
  })
  return (
    <form {...props} className="account-form">
      <noscript>
        <p className="account-wrong">{failures.needsScript}</p>
      </noscript>
      <Field
        label={invitation.name}
        name="name"
        autoComplete="name"
        dir="auto"
        defaultValue={suggested}
        hint={invitation.nameHint}
        problem={problem}
      />
      <Field
        label={invitation.email}
        name="email"
        type="email"
        autoComplete="username"
        dir="ltr"
        defaultValue={only ?? undefined}
        readOnly={only !== null}
        hint={only === null ? invitation.emailHint : invitation.emailFixed}
        problem={problem}
      />
      <Field
        label={invitation.password}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={invitation.passwordHint(PASSWORD_MIN)}
        problem={problem}
      />
      <FormProblem problem={problem} fields={["name", "email", "password"]} />
      <div className="account-actions">
        <Submit label={invitation.submit} working={working && invitation.working} />
      </div>
    </form>
  )
}
