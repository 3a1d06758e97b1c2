import type { Metadata } from "next"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { invitation, roles } from "../../_messages/accounts.en.ts"
import { recovery } from "../../_messages/sign-in-means.en.ts"
import "../../account/accounts.css"
import { accountCaller, orRefusal } from "../../account/caller.ts"
import { When } from "../../account/when.tsx"
import { AcceptForm } from "./accept-form.tsx"
import { RecoverForm } from "./recover-form.tsx"

/** The address holds the secret: no page that is opened from here may learn it, and no search engine. */
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
  /** `name`: what the inviter thinks the person is called. */
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function InvitationPage({ params, searchParams }: Props) {
  const { token } = await params
  const { name } = await searchParams
  const caller = await accountCaller()
  const [own, answer] = await Promise.all([
    caller.accounts.me(),
    orRefusal(caller.invitations.accept({ token, dryRun: true })),
  ])
  if (isRefusal(answer)) return <Refused detail={answer.detail} />
  const { offer } = answer
  if (offer === null) throw new Error("A question about an invitation was answered by accepting it.")
  if (offer.recovers) {
    return (
      <main id="content" className="page">
        <div className="lead">
          <h1 className="headline" dir="auto">
            {recovery.heading(offer.recovers.name)}
          </h1>
          <p className="standfirst">{recovery.text}</p>
          <p className="hint">
            {invitation.until} <When at={offer.expiresAt} />.
          </p>
        </div>
        <div className="account-sections">
          <RecoverForm token={token} email={offer.email ?? ""} />
        </div>
      </main>
    )
  }
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">
          {offer.forFirstAdministrator ? invitation.first : invitation.heading(roles.withArticle[offer.role])}
        </h1>
        <p className="standfirst">{roles.may[offer.role]}</p>
        <p className="hint">
          {invitation.once} {invitation.until} <When at={offer.expiresAt} />.
        </p>
      </div>
      <div className="account-sections">
        {own && <p>{invitation.signedIn(own.name)}</p>}
        <AcceptForm
          token={token}
          name={typeof name === "string" ? name.slice(0, 120) : ""}
          email={offer.email}
        />
      </div>
    </main>
  )
}

function Refused({ detail }: { detail: string }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{invitation.refused}</h1>
        <p className="standfirst">{detail}</p>
        <p>{invitation.refusedNext}</p>
        <p>
          <a href="/sign-in">{invitation.toSignIn}</a>
        </p>
      </div>
    </main>
  )
}
