import type { Metadata } from "next"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { AuditList } from "../../_audit/audit-list.tsx"
import { one, type Query } from "../../_components/query.ts"
import { audit as text } from "../../_messages/audit.en.ts"
import { accountCaller, orRefusal, signedInOrRedirect } from "../../account/caller.ts"
import { AdminFrame, OnlyAdministrators } from "../frame.tsx"

export const metadata: Metadata = { title: text.accountsHeading, robots: { index: false } }

export default async function AccountAuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const own = await signedInOrRedirect("/admin/audit")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  const cursor = one(await searchParams, "cursor")
  const page = await orRefusal((await accountCaller()).audit.accounts({ cursor }))
  return (
    <AdminFrame current="audit" heading={text.accountsHeading}>
      <p className="account-intro">{text.accountsText}</p>
      {isRefusal(page) ? (
        <p role="alert">{page.detail}</p>
      ) : (
        <>
          <AuditList items={page.items} zone="UTC" />
          {page.nextCursor && (
            <p>
              <a className="button" href={`/admin/audit?${new URLSearchParams({ cursor: page.nextCursor })}`}>
                {text.earlier}
              </a>
            </p>
          )}
        </>
      )}
    </AdminFrame>
  )
}
