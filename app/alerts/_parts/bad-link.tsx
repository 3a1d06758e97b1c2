import { badLink as text } from "../../_messages/alerts.en.ts"

/** In the place of a page whose link is forged, too old or replaced. */
export function BadLink({ detail }: { detail: string }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{detail}</p>
        <p>
          <a href="/alerts">{text.next}</a>
        </p>
      </div>
    </main>
  )
}
