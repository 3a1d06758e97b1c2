"use client"

import { useRouter } from "next/navigation"
import { type ReactNode, useState } from "react"
import type { AccountRole } from "../../../db/schema/account.ts"
import { keys, roles } from "../../_messages/accounts.en.ts"
import { ask, type Problem, procedures } from "../../account/ask.ts"
import { ConfirmButton, Done, FormProblem } from "../../account/form-parts.tsx"

interface Row {
  id: string
  label: string
  role: AccountRole
  revoked: boolean
  note: ReactNode
}

export function KeyList({ rows }: { rows: Row[] }) {
  const router = useRouter()
  const [told, setTold] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)

  async function revoke(row: Row) {
    const answer = await ask(procedures.keys.revoke.mutate({ id: row.id }))
    setTold("problem" in answer ? "" : keys.revoked(row.label))
    setProblem("problem" in answer ? { detail: answer.problem.detail } : null)
    router.refresh()
  }

  return (
    <>
      <Done text={told} />
      <FormProblem problem={problem} fields={[]} />
      {rows.length === 0 && <p className="hint">{keys.none}</p>}
      <ul className="account-list">
        {rows.map((row) => (
          <li key={row.id} className={row.revoked ? "account-ended" : undefined}>
            <div className="account-who">
              <strong dir="auto">{row.label}</strong> <span>{roles.names[row.role]}</span>
              <div className="hint">{row.note}</div>
            </div>
            {!row.revoked && (
              <div className="account-row-actions">
                <ConfirmButton
                  label={keys.revoke}
                  name={keys.revokeLabel(row.label)}
                  question={keys.confirm(row.label)}
                  text={keys.confirmText}
                  onConfirm={() => revoke(row)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
