"use client"

import { useRouter } from "next/navigation"
import { useState } from "react"
import { keys } from "../../_messages/accounts.en.ts"
import { ask, procedures } from "../../account/ask.ts"
import { Field, FormProblem, ShownOnce, Submit, useForm } from "../../account/form-parts.tsx"
import { RoleChoice, roleOf } from "../../account/roles.tsx"

export function KeyForm() {
  const router = useRouter()
  const [made, setMade] = useState<{ label: string; key: string } | null>(null)
  const { working, problem, props } = useForm(async ({ label = "", role }) => {
    const answer = await ask(procedures.keys.create.mutate({ label, role: roleOf(role) ?? "reader" }))
    if ("problem" in answer) return answer.problem
    setMade(answer.done)
    props.ref.current?.reset()
    router.refresh()
    return null
  })
  return (
    <>
      {made && (
        <section className="account-shown" aria-labelledby="made-heading" key={made.key}>
          <h2 id="made-heading" className="section-title">
            {keys.made(made.label)}
          </h2>
          <p>{keys.madeOnce}</p>
          <ShownOnce label={keys.key} value={made.key} />
        </section>
      )}
      <form {...props} className="account-form">
        <Field
          label={keys.label}
          name="label"
          autoComplete="off"
          dir="auto"
          hint={keys.labelHint}
          problem={problem}
        />
        <RoleChoice legend={keys.role} chosen="analyst" />
        <FormProblem problem={problem} fields={["label"]} />
        <div className="account-actions">
          <Submit label={keys.submit} working={working && keys.working} />
        </div>
      </form>
    </>
  )
}
