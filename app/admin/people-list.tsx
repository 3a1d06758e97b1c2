"use client"

import { useRouter } from "next/navigation"
import { type FormEvent, type ReactNode, useState } from "react"
import type { AccountRole } from "../../db/schema/account.ts"
import { people, roles } from "../_messages/accounts.en.ts"
import { recovery } from "../_messages/sign-in-means.en.ts"
import { ask, type Problem, procedures } from "../account/ask.ts"
import { ConfirmButton, Done, FormProblem, ShownOnce } from "../account/form-parts.tsx"
import { ROLES, roleOf } from "../account/roles.tsx"

interface Row {
  id: string
  name: string
  email: string
  role: AccountRole
  /** True for whoever looks at the list. */
  isOwn: boolean
  note: ReactNode
}

/** Everybody with an account; each can be given another role, or removed. */
export function PeopleList({ rows }: { rows: Row[] }) {
  const router = useRouter()
  const [told, setTold] = useState("")
  const [problem, setProblem] = useState<(Problem & { of: string }) | null>(null)
  const [link, setLink] = useState<{ of: string; href: string } | null>(null)

  async function remove(row: Row) {
    const answer = await ask(procedures.accounts.remove.mutate({ id: row.id }))
    if ("problem" in answer) return fail(row, answer.problem)
    finish(people.removed(row.name) + ended(answer.done))
  }

  async function recover(row: Row) {
    const answer = await ask(procedures.accounts.recover.mutate({ id: row.id }))
    if ("problem" in answer) return fail(row, answer.problem)
    setTold("")
    setProblem(null)
    setLink({ of: row.id, href: new URL(answer.done.path, window.location.origin).href })
  }

  async function setRole(row: Row, role: AccountRole) {
    const answer = await ask(procedures.accounts.setRole.mutate({ id: row.id, role }))
    if ("problem" in answer) return fail(row, answer.problem)
    finish(people.saved(row.name, roles.withArticle[role]) + ended(answer.done))
  }

  function fail(row: Row, { detail }: Problem) {
    setTold("")
    setProblem({ detail, of: row.id })
  }

  function finish(text: string) {
    setProblem(null)
    setTold(text)
    router.refresh()
  }

  return (
    <>
      <Done text={told} />
      <ul className="account-list">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="account-who">
              <strong dir="auto">{row.name}</strong>{" "}
              {row.isOwn && <span className="hint">({people.you})</span>}
              <div>{row.email}</div>
              <div className="hint">{row.note}</div>
            </div>
            <div>
              <div className="account-row-actions">
                <RoleForm key={row.role} row={row} onSave={(role) => setRole(row, role)} />
                {!row.isOwn && (
                  <button
                    type="button"
                    className="button"
                    aria-label={recovery.makeName(row.name)}
                    onClick={() => recover(row)}
                  >
                    {recovery.make}
                  </button>
                )}
                <ConfirmButton
                  label={people.remove}
                  name={people.removeName(row.name)}
                  question={people.confirm(row.name)}
                  text={people.confirmText}
                  onConfirm={() => remove(row)}
                />
              </div>
              <FormProblem problem={problem?.of === row.id ? problem : null} fields={[]} />
            </div>
            {link?.of === row.id && (
              <section className="account-shown account-row-below" aria-label={recovery.made(row.name)}>
                <p>{recovery.once}</p>
                <ShownOnce label={recovery.link} value={link.href} />
              </section>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Changing the choice does nothing yet, so that arrow keys can walk over it; the button beside it does. */
function RoleForm({ row, onSave }: { row: Row; onSave: (role: AccountRole) => void }) {
  const [chosen, setChosen] = useState(row.role)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen !== row.role) onSave(chosen)
  }
  return (
    <form onSubmit={submit}>
      <select
        className="field"
        aria-label={people.role(row.name)}
        value={chosen}
        onChange={(event) => setChosen(roleOf(event.currentTarget.value) ?? row.role)}
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {roles.names[role]}
          </option>
        ))}
      </select>
      {chosen !== row.role && (
        <button type="submit" className="button button-primary" aria-label={people.saveRole(row.name)}>
          {people.save}
        </button>
      )}
    </form>
  )
}

function ended({ keysRevoked, invitationsEnded }: { keysRevoked: number; invitationsEnded: number }): string {
  return (
    (keysRevoked > 0 ? people.keysRevoked(keysRevoked) : "") +
    (invitationsEnded > 0 ? people.invitationsEnded(invitationsEnded) : "")
  )
}
