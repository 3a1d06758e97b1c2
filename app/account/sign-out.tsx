"use client"

import { useState } from "react"
import { account } from "../_messages/accounts.en.ts"
import { type Problem, postAuth } from "./ask.ts"
import { FormProblem } from "./form-parts.tsx"

export function SignOut() {
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function leave() {
    setWorking(true)
    const failure = await postAuth("sign-out", {})
    if (!failure) return window.location.assign("/")
    setProblem({ detail: failure.message })
    setWorking(false)
  }
  return (
    <>
      <button type="button" className="button" aria-disabled={working} onClick={leave}>
        {working ? account.signingOut : account.signOut}
      </button>
      <FormProblem problem={problem} fields={[]} />
    </>
  )
}
