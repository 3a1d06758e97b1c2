"use client"

import { useState } from "react"
import { account, signIn } from "../_messages/accounts.en.ts"
import { type AuthFailure, type Problem, postAuth } from "./ask.ts"
import { Done, Field, FormProblem, Submit, useForm } from "./form-parts.tsx"

const PASSWORD_MIN = 12

export function PasswordForm({ email }: { email: string | null }) {
  const [told, setTold] = useState("")
  const { working, problem, props } = useForm(async ({ current = "", next = "" }) => {
    setTold("")
    if (current === "") return { detail: signIn.needPassword, path: "current" }
    if (next.length < PASSWORD_MIN) return { detail: account.tooShort(PASSWORD_MIN), path: "next" }
    const failure = await postAuth("change-password", {
      currentPassword: current,
      newPassword: next,
      revokeOtherSessions: true,
    })
    if (failure) return explain(failure)
    props.ref.current?.reset()
    setTold(account.changed)
    return null
  })
  return (
    <form {...props} className="account-form">
      {/* for password managers, which ask whose password it is */}
      <input type="text" name="username" autoComplete="username" defaultValue={email ?? ""} hidden readOnly />
      <Field
        label={account.current}
        name="current"
        type="password"
        autoComplete="current-password"
        problem={problem}
      />
      <Field label={account.next} name="next" type="password" autoComplete="new-password" problem={problem} />
      <FormProblem problem={problem} fields={["current", "next"]} />
      <Done text={told} />
      <div className="account-actions">
        <Submit label={account.submit} working={working && account.working} />
      </div>
    </form>
  )
}

function explain(failure: AuthFailure): Problem {
  if (failure.status === 429) return { detail: signIn.tooMany(failure.retryAfterSeconds) }
  if (failure.code === "INVALID_PASSWORD") return { detail: account.wrongCurrent, path: "current" }
  return { detail: failure.message }
}
