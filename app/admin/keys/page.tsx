import type { Metadata } from "next"
import { keys } from "../../_messages/accounts.en.ts"
import { accountCaller, signedInOrRedirect } from "../../account/caller.ts"
import { When } from "../../account/when.tsx"
import { AdminFrame, OnlyAdministrators } from "../frame.tsx"
import { KeyForm } from "./key-form.tsx"
import { KeyList } from "./key-list.tsx"

export const metadata: Metadata = { title: keys.heading, robots: { index: false } }

export default async function KeysPage() {
  const own = await signedInOrRedirect("/admin/keys")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  const { items } = await (await accountCaller()).keys.list()
  return (
    <AdminFrame current="keys" heading={keys.heading}>
      <p className="account-intro">{keys.text}</p>
      <KeyForm />
      <section className="account-section" aria-labelledby="keys-heading">
        <h2 id="keys-heading" className="section-title">
          {keys.list}
        </h2>
        <KeyList
          rows={items.map(({ id, label, role, createdAt, createdBy, revokedAt }) => ({
            id,
            label,
            role,
            revoked: revokedAt !== null,
            note: revokedAt ? (
              <>
                {keys.revokedAt} <When at={revokedAt} />
              </>
            ) : (
              <>
                <When at={createdAt} />, {keys.by} <span dir="auto">{createdBy}</span>
              </>
            ),
          }))}
        />
      </section>
    </AdminFrame>
  )
}
