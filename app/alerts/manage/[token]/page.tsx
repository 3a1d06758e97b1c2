import type { Metadata } from "next"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { one, type Query } from "../../../_components/query.ts"
import { alerts as text } from "../../../_messages/alerts.en.ts"
import "../../../account/accounts.css"
import { accountCaller, orRefusal } from "../../../account/caller.ts"
import "../../lists.css"
import { BadLink } from "../../_parts/bad-link.tsx"
import { KeptLinkRenewed } from "../../_parts/kept-link-follow.tsx"
import { OwnPart } from "../../_parts/own-part.tsx"

export const metadata: Metadata = { title: text.title, robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Query>
}

/** For those without an account: the link in their mails is their way in. */
export default async function ManagePage({ params, searchParams }: Props) {
  const { token } = await params
  const own = await orRefusal((await accountCaller()).subscriptions.list({ link: token }))
  if (isRefusal(own)) return <BadLink detail={own.detail} />
  const query = await searchParams
  const earlier = one(query, "earlier")
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
      </div>
      <div className="columns columns-wide">
        <OwnPart own={own} link={token} done={one(query, "done")} />
      </div>
      {earlier && <KeptLinkRenewed earlier={earlier} link={token} />}
    </main>
  )
}
