import type { Metadata } from "next"
import { invitations } from "../../_messages/accounts.en.ts"
import { openLinks } from "../../_messages/sign-in-means.en.ts"
import { accountCaller, signedInOrRedirect } from "../../account/caller.ts"
import { When } from "../../account/when.tsx"
import { AdminFrame, OnlyAdministrators } from "../frame.tsx"
import { InviteForm } from "./invite-form.tsx"
import { OpenLinks } from "./open-links.tsx"

export const metadata: Metadata = { title: invitations.heading, robots: { index: false } }

export default async function InvitationsPage() {
  const own = await signedInOrRedirect("/admin/invitations")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  const { items, canMail } = await (await accountCaller()).invitations.list()
  return (
    <AdminFrame current="invitations" heading={invitations.heading}>
      <p className="account-intro">{invitations.text}</p>
      <InviteForm canMail={canMail} />
      <section className="account-section" aria-labelledby="open-heading">
        <h2 id="open-heading" className="section-title">
          {openLinks.heading}
        </h2>
        <OpenLinks
          rows={items.map(({ expiresAt, createdAt: _, ...link }) => ({
            ...link,
            until: <When at={expiresAt} />,
          }))}
        />
      </section>
    </AdminFrame>
  )
}
