"use client"

import { useRouter } from "next/navigation"
import { useState } from "react"
import type { AccountRole } from "../../../db/schema/account.ts"
import { invitations, roles } from "../../_messages/accounts.en.ts"
import { openLinks } from "../../_messages/sign-in-means.en.ts"
import { ask, procedures } from "../../account/ask.ts"
import { Field, FormProblem, ShownOnce, Submit, useForm } from "../../account/form-parts.tsx"
import { RoleChoice, roleOf } from "../../account/roles.tsx"
import { When } from "../../account/when.tsx"

interface Made {
  link: string
  role: AccountRole
  expiresAt: Date
  /** What became of the mail; empty where none was asked for. */
  mail: string
}

export function InviteForm({ canMail }: { canMail: boolean }) {
  const router = useRouter()
  const [made, setMade] = useState<Made | null>(null)
  const { working, problem, props } = useForm(async ({ role, email = "", mail }) => {
    const answer = await ask(
      procedures.invitations.create.mutate({
        role: roleOf(role) ?? "reader",
        email: email.trim() || undefined,
        mail: mail !== undefined,
      }),
    )
    if ("problem" in answer) return answer.problem
    const { path, expiresAt, mailed } = answer.done
    setMade({
      link: new URL(path, window.location.origin).href,
      role: answer.done.role,
      expiresAt: new Date(expiresAt),
      mail: mailed === null ? "" : mailed ? openLinks.mailed(email.trim()) : openLinks.notMailed,
    })
    router.refresh()
    props.ref.current?.reset()
    return null
  })
  return (
    <>
      {made && (
        <section className="account-shown" aria-labelledby="made-heading" key={made.link}>
          <h2 id="made-heading" className="section-title">
            {invitations.made(roles.withArticle[made.role])}
          </h2>
          {made.mail && <p role="status">{made.mail}</p>}
          <p>{invitations.madeOnce}</p>
          <ShownOnce label={invitations.link} value={made.link} />
          <p className="hint">
            {invitations.until} <When at={made.expiresAt} />
          </p>
        </section>
      )}
      <form {...props} className="account-form">
        <RoleChoice legend={invitations.role} chosen="analyst" />
        <Field
          label={invitations.email}
          name="email"
          type="email"
          autoComplete="off"
          dir="ltr"
          problem={problem}
        />
        {canMail ? (
          <label className="account-check">
            <input type="checkbox" name="mail" /> {openLinks.mail}
          </label>
        ) : (
          <p className="hint">{openLinks.cannotMail}</p>
        )}
        <FormProblem problem={problem} fields={["email"]} />
        <div className="account-actions">
          <Submit label={invitations.submit} working={working && invitations.working} />
        </div>
      </form>
    </>
  )
}
