import { AlertCount } from "../_live/alert-count.tsx"
import { site } from "../_messages/en.ts"

export function Masthead({
  unread,
}: {
  /** Alerts that wait in the inbox of whoever is signed in; null for anybody else. */
  unread: number | null
}) {
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {site.skip}
      </a>
      <div className="page">
        <a className="brand" href="/">
          {site.name}
        </a>
        <div className="masthead-links">
          <a href="/">{site.negotiations}</a>
          <a href="/alerts">
            {site.alerts}
            {unread !== null && <AlertCount initial={unread} />}
          </a>
          <a href="/desk">{site.desk}</a>
        </div>
      </div>
    </header>
  )
}
