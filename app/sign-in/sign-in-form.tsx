"use client"

import { useEffect, useState } from "react"
import { failures, signIn } from "../_messages/accounts.en.ts"
import { passkeyWords } from "../_messages/sign-in-means.en.ts"
import { type AuthFailure, askAuth, type Problem } from "../account/ask.ts"
import { Field, FormProblem, Submit, useForm } from "../account/form-parts.tsx"
import { passkeysWorkHere, signInWithPasskey } from "../account/use-passkey.ts"
import { SecondStep } from "./second-step.tsx"

export function SignInForm({ next }: { next: string }) {
  const [step, setStep] = useState<"password" | "code">("password")
  // a whole new page, so that everything on it knows who is there
  const enter = () => window.location.assign(next)
  if (step === "code") return <SecondStep onDone={enter} onAgain={() => setStep("password")} />
  return (
    <>
      <PasswordStep onDone={enter} onCode={() => setStep("code")} />
      <PasskeyStep onDone={enter} />
    </>
  )
}

function PasswordStep({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const { working, problem, props } = useForm(async ({ email = "", password = "" }) => {
    if (email.trim() === "") return { detail: signIn.needEmail, path: "email" }
    if (password === "") return { detail: signIn.needPassword, path: "password" }
    const credentials = { email: email.trim(), password }
    const answer = await askAuth<{ twoFactorRedirect?: boolean }>("sign-in/email", credentials)
    if ("failure" in answer) return explain(answer.failure)
    if (answer.done?.twoFactorRedirect) onCode()
    else onDone()
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
        autoComplete="username webauthn"
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

/** Offered where the browser has passkeys at all. */
function PasskeyStep({ onDone }: { onDone: () => void }) {
  const [works, setWorks] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => setWorks(passkeysWorkHere()), [])
  async function enter() {
    const wrong = await signInWithPasskey()
    setProblem(wrong)
    if (!wrong) onDone()
  }
  if (!works) return null
  return (
    <div className="account-actions">
      <button type="button" className="button" onClick={enter}>
        {passkeyWords.signIn}
      </button>
      <FormProblem problem={problem} fields={[]} />
    </div>
  )
}

function explain(failure: AuthFailure): Problem {
  if (failure.status === 429) return { detail: signIn.tooMany(failure.retryAfterSeconds) }
  if (failure.status === 401 || failure.status === 400) return { detail: signIn.wrong }
  return { detail: failure.message }
}
