import type { ReactNode } from "react"
import type { OwnAccount } from "../../server/capabilities/read-own-account.ts"
import { admin, roles } from "../_messages/accounts.en.ts"
import "../account/accounts.css"

const SECTIONS = [
  ["people", "/admin"],
  ["invitations", "/admin/invitations"],
  ["keys", "/admin/keys"],
  ["audit", "/admin/audit"],
  ["deliveries", "/admin/deliveries"],
] as const

/** The frame of the administrator's pages. */
export function AdminFrame({
  current,
  heading,
  children,
}: {
  current: (typeof SECTIONS)[number][0]
  heading: string
  children: ReactNode
}) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{heading}</h1>
      </div>
      <nav className="sections" aria-label={admin.sections}>
        <ul>
          {SECTIONS.map(([name, href]) => (
            <li key={name}>
              <a href={href} aria-current={name === current ? "page" : undefined}>
                {admin[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="account-sections">{children}</div>
    </main>
  )
}

/** Instead of such a page, for anybody else. The procedures refuse them as well; this is the polite part. */
export function OnlyAdministrators({ own }: { own: OwnAccount }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{admin.onlyAdministrators}</h1>
        <p className="standfirst">{admin.onlyAdministratorsText(roles.withArticle[own.role])}</p>
      </div>
    </main>
  )
}
