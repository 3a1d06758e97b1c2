"use client"

import { useRouter } from "next/navigation"
import { type ReactNode, useEffect, useState } from "react"
import { passkeyWords as text } from "../_messages/sign-in-means.en.ts"
import { type Problem, postAuth } from "./ask.ts"
import { ConfirmButton, Done, Field, FormProblem, Submit, useForm } from "./form-parts.tsx"
import { addPasskey, passkeysWorkHere } from "./use-passkey.ts"

interface Row {
  id: string
  name: string | null
  added: ReactNode
}

/** The passkeys of whoever is signed in: listed, added, removed. */
export function Passkeys({ rows }: { rows: Row[] }) {
  const router = useRouter()
  const [works, setWorks] = useState(true)
  const [told, setTold] = useState("")
  const [failed, setFailed] = useState<Problem | null>(null)
  useEffect(() => setWorks(passkeysWorkHere()), [])
  const { working, problem, props } = useForm(async ({ name = "" }) => {
    setTold("")
    const wrong = await addPasskey(name)
    if (wrong) return wrong
    props.ref.current?.reset()
    finish(text.added)
    return null
  })

  async function remove({ id, name }: Row) {
    const failure = await postAuth("passkey/delete-passkey", { id })
    setFailed(failure && { detail: failure.message })
    if (!failure) finish(text.removed(name ?? text.unnamed))
  }

  function finish(words: string) {
    setTold(words)
    router.refresh()
  }

  return (
    <div className="account-means">
      <Done text={told} />
      <FormProblem problem={failed} fields={[]} />
      {rows.length === 0 && <p className="hint">{text.none}</p>}
      <ul className="account-list">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="account-who">
              <strong dir="auto">{row.name ?? text.unnamed}</strong>{" "}
              <span className="hint">
                {text.since} {row.added}
              </span>
            </div>
            <div className="account-row-actions">
              <ConfirmButton
                label={text.remove}
                name={text.removeName(row.name ?? text.unnamed)}
                question={text.confirm(row.name ?? text.unnamed)}
                text={text.confirmText}
                onConfirm={() => remove(row)}
              />
            </div>
          </li>
        ))}
      </ul>
      {works ? (
        <form {...props} className="account-form">
          <Field
            label={text.name}
            name="name"
            autoComplete="off"
            dir="auto"
            maxLength={80}
            problem={problem}
          />
          <FormProblem problem={problem} fields={["name"]} />
          <div className="account-actions">
            <Submit label={text.add} working={working && text.adding} />
          </div>
        </form>
      ) : (
        <p className="hint">{text.notHere}</p>
      )}
    </div>
  )
}
