"use client"

import { useRouter } from "next/navigation"
import { type ReactNode, useState } from "react"
import type { AccountRole } from "../../../db/schema/account.ts"
import { roles } from "../../_messages/accounts.en.ts"
import { openLinks as text } from "../../_messages/sign-in-means.en.ts"
import { ask, type Problem, procedures } from "../../account/ask.ts"
import { ConfirmButton, Done, FormProblem } from "../../account/form-parts.tsx"

interface Row {
  id: string
  role: AccountRole
  email: string | null
  recovers: string | null
  until: ReactNode
}

/** Links that nobody has used yet; each can be ended. */
export function OpenLinks({ rows }: { rows: Row[] }) {
  const router = useRouter()
  const [told, setTold] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)

  async function end(id: string) {
    const answer = await ask(procedures.invitations.end.mutate({ id }))
    setTold("problem" in answer ? "" : text.ended)
    setProblem("problem" in answer ? { detail: answer.problem.detail } : null)
    router.refresh()
  }

  return (
    <>
      <Done text={told} />
      <FormProblem problem={problem} fields={[]} />
      {rows.length === 0 && <p className="hint">{text.none}</p>}
      <ul className="account-list">
        {rows.map((row) => {
          const what = whatOf(row)
          return (
            <li key={row.id}>
              <div className="account-who">
                <strong>{roles.names[row.role]}</strong> <span dir="auto">{what}</span>
                <div className="hint">
                  {text.until} {row.until}
                </div>
              </div>
              <div className="account-row-actions">
                <ConfirmButton
                  label={text.end}
                  name={text.endName(what)}
                  question={text.confirm(what)}
                  text={text.confirmText}
                  onConfirm={() => end(row.id)}
                />
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function whatOf({ recovers, email }: Row): string {
  if (recovers !== null) return text.recovers(recovers)
  return email === null ? text.forAnybody : text.forAddress(email)
}
