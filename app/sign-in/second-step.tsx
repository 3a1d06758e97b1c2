"use client"

import { useEffect, useState } from "react"
import { signIn } from "../_messages/accounts.en.ts"
import { secondStep as text } from "../_messages/sign-in-means.en.ts"
import { type AuthFailure, type Problem, postAuth } from "../account/ask.ts"
import { Field, FormProblem, Submit, useForm } from "../account/form-parts.tsx"

/** After the right password: the code of the authenticator app, or a recovery code. */
export function SecondStep({ onDone, onAgain }: { onDone: () => void; onAgain: () => void }) {
  const [byRecovery, setByRecovery] = useState(false)
  const { working, problem, props } = useForm(async ({ code = "" }) => {
    const plain = code.replace(/\s/g, "")
    if (plain === "") return { detail: text.need, path: "code" }
    const failure = await postAuth(`two-factor/verify-${byRecovery ? "backup-code" : "totp"}`, {
      code: plain,
    })
    if (failure) return explain(failure)
    onDone()
    return null
  })
  const form = props.ref
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(byRecovery ? "input" : "[inputmode=numeric]")?.focus()
  }, [form, byRecovery])
  return (
    <form {...props} className="account-form">
      <h2 className="section-title">{text.heading}</h2>
      <p>{byRecovery ? text.recoveryText : text.text}</p>
      <Field
        key={String(byRecovery)}
        label={byRecovery ? text.recoveryCode : text.code}
        name="code"
        inputMode={byRecovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        dir="ltr"
        problem={problem}
      />
      <FormProblem problem={problem} fields={["code"]} />
      <div className="account-actions">
        <Submit label={text.submit} working={working && text.working} />
        <button type="button" className="button" onClick={() => setByRecovery(!byRecovery)}>
          {byRecovery ? text.app : text.recovery}
        </button>
        <button type="button" className="button" onClick={onAgain}>
          {text.again}
        </button>
      </div>
    </form>
  )
}

function explain({ status, code, message, retryAfterSeconds }: AuthFailure): Problem {
  if (status === 429) return { detail: signIn.tooMany(retryAfterSeconds) }
  if (code === "INVALID_CODE" || code === "INVALID_BACKUP_CODE") return { detail: text.wrong, path: "code" }
  if (code === "INVALID_TWO_FACTOR_COOKIE") return { detail: text.expired }
  return { detail: message }
}
