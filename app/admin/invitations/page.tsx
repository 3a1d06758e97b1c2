import type { Metadata } from "next"
import { invitations } from "../../_messages/accounts.en.ts"
import { signedInOrRedirect } from "../../account/caller.ts"
import { AdminFrame, OnlyAdministrators } from "../frame.tsx"
import { InviteForm } from "./invite-form.tsx"

export const metadata: Metadata = { title: invitations.heading, robots: { index: false } }

export default async function InvitationsPage() {
  const own = await signedInOrRedirect("/admin/invitations")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  return (
    <AdminFrame current="invitations" heading={invitations.heading}>
      <p className="account-intro">{invitations.text}</p>
      <InviteForm />
    </AdminFrame>
  )
}
