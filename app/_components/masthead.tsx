import { AlertCount } from "../_live/alert-count.tsx"
import { site } from "../_messages/en.ts"

export function Masthead({
  unread,
}: {
  /** Alerts that wait in the inbox of whoever is signed in, and when they were counted (epoch ms); null for anybody else. */
  unread: { count: number; countedAt: number } | null
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
            {unread !== null && <AlertCount initial={unread.count} countedAt={unread.countedAt} />}
          </a>
          <a href="/desk">{site.desk}</a>
        </div>
      </div>
    </header>
  )
}
