"use client"

import { useRouter } from "next/navigation"
import { useState } from "react"
import { encode } from "uqr"
import { twoFactorWords as text } from "../_messages/sign-in-means.en.ts"
import { type AuthFailure, askAuth, type Problem, postAuth } from "./ask.ts"
import { Done, Field, FormProblem, Submit, useForm } from "./form-parts.tsx"

interface SetUp {
  totpURI: string
  backupCodes: string[]
}

/** An authenticator app as second factor: set up, confirmed by a code, turned off by the password. */
export function TwoFactor({ enabled }: { enabled: boolean }) {
  const router = useRouter()
  const [setUp, setSetUp] = useState<SetUp | null>(null)
  const [told, setTold] = useState("")
  const finish = (words: string) => {
    setSetUp(null)
    setTold(words)
    router.refresh()
  }
  return (
    <div className="account-means">
      <p className="hint">{enabled ? text.on : text.off}</p>
      <Done text={told} />
      {enabled && <EnabledForms onOff={() => finish(text.turnedOff)} />}
      {!enabled && setUp === null && <PasswordForm submit={text.enable} ask={enable} />}
      {!enabled && setUp !== null && <ConfirmForm setUp={setUp} onDone={() => finish(text.turnedOn)} />}
    </div>
  )

  async function enable(password: string): Promise<Problem | null> {
    const answer = await askAuth<SetUp>("two-factor/enable", { password })
    if ("failure" in answer) return explain(answer.failure)
    setTold("")
    setSetUp(answer.done)
    return null
  }
}

function EnabledForms({ onOff }: { onOff: () => void }) {
  const [codes, setCodes] = useState<string[]>([])
  return (
    <>
      {codes.length > 0 && <RecoveryCodes codes={codes} />}
      <details className="account-fold">
        <summary>{text.newCodes}</summary>
        <p className="hint">{text.newCodesText}</p>
        <PasswordForm submit={text.newCodes} ask={renew} />
      </details>
      <details className="account-fold">
        <summary>{text.disable}</summary>
        <PasswordForm submit={text.disable} ask={disable} />
      </details>
    </>
  )

  async function renew(password: string): Promise<Problem | null> {
    const answer = await askAuth<Pick<SetUp, "backupCodes">>("two-factor/generate-backup-codes", { password })
    if ("failure" in answer) return explain(answer.failure)
    setCodes(answer.done?.backupCodes ?? [])
    return null
  }

  async function disable(password: string): Promise<Problem | null> {
    const failure = await postAuth("two-factor/disable", { password })
    if (failure) return explain(failure)
    onOff()
    return null
  }
}

function PasswordForm({
  submit,
  ask,
}: {
  submit: string
  ask: (password: string) => Promise<Problem | null>
}) {
  const { working, problem, props } = useForm(async ({ password = "" }) => {
    const wrong = await ask(password)
    if (!wrong) props.ref.current?.reset()
    return wrong
  })
  return (
    <form {...props} className="account-form">
      <Field
        label={text.password}
        name="password"
        type="password"
        autoComplete="current-password"
        problem={problem}
      />
      <FormProblem problem={problem} fields={["password"]} />
      <div className="account-actions">
        <Submit label={submit} working={working && text.working} />
      </div>
    </form>
  )
}

function ConfirmForm({ setUp, onDone }: { setUp: SetUp; onDone: () => void }) {
  const { working, problem, props } = useForm(async ({ code = "" }) => {
    const failure = await postAuth("two-factor/verify-totp", { code: code.replace(/\s/g, "") })
    if (failure) return explain(failure)
    onDone()
    return null
  })
  return (
    <>
      <p>{text.scan}</p>
      <QrCode of={setUp.totpURI} />
      <p>
        {text.key}: <code className="account-code">{new URL(setUp.totpURI).searchParams.get("secret")}</code>
      </p>
      <RecoveryCodes codes={setUp.backupCodes} />
      <form {...props} className="account-form">
        <Field
          label={text.confirmCode}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          problem={problem}
        />
        <FormProblem problem={problem} fields={["code"]} />
        <div className="account-actions">
          <Submit label={text.confirm} working={working && text.working} />
        </div>
      </form>
    </>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <section className="account-shown" aria-label={text.codes}>
      <p>{text.keep}</p>
      <ul className="account-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function QrCode({ of }: { of: string }) {
  const { data, size } = encode(of, { border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("")
  return (
    <svg role="img" aria-label={text.qr} className="account-qr" viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  )
}

function explain({ code, message }: AuthFailure): Problem {
  if (code === "INVALID_PASSWORD") return { detail: text.wrongPassword, path: "password" }
  if (code === "INVALID_CODE") return { detail: text.wrongCode, path: "code" }
  return { detail: message }
}
