"use client"

import { failures, signIn } from "../_messages/accounts.en.ts"
import { type AuthFailure, type Problem, postAuth } from "../account/ask.ts"
import { Field, FormProblem, Submit, useForm } from "../account/form-parts.tsx"

export function SignInForm({ next }: { next: string }) {
  const { working, problem, props } = useForm(async ({ email = "", password = "" }) => {
    if (email.trim() === "") return { detail: signIn.needEmail, path: "email" }
    if (password === "") return { detail: signIn.needPassword, path: "password" }
    const failure = await postAuth("sign-in/email", { email: email.trim(), password })
    if (failure) return explain(failure)
    // a whole new page, so that everything on it knows who is there
    window.location.assign(next)
    return null
  })
  return (
    <form {...props} className="account-form">
      <noscript>
        <p className="account-wrong">{failures.needsScript}</p>
      </noscript>
      <Field
        label={signIn.email}
        name="email"
        type="email"
        autoComplete="username"
        dir="ltr"
        problem={problem}
      />
      <Field
        label={signIn.password}
        name="password"
        type="password"
        autoComplete="current-password"
        problem={problem}
      />
      <FormProblem problem={problem} fields={["email", "password"]} />
      <div className="account-actions">
        <Submit label={signIn.submit} working={working && signIn.working} />
      </div>
    </form>
  )
}

function explain(failure: AuthFailure): Problem {
  if (failure.status === 429) return { detail: signIn.tooMany(failure.retryAfterSeconds) }
  if (failure.status === 401 || failure.status === 400) return { detail: signIn.wrong }
  return { detail: failure.message }
}
