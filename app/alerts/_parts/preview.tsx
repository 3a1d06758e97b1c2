import type { AlertItem } from "../../../server/domain/alert-item.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { preview as text } from "../../_messages/alerts.en.ts"
import type { Preview } from "../answers.ts"

/** So many stand at once; the others unfold. */
const SEEN = 6

/** What a filter would have sent lately, each with the page that shows it. */
export function PreviewPart({ preview, zone }: { preview: Preview; zone: string }) {
  const { count, days, items, latest, latestImported } = preview
  const heading = text.heading(count, days)
  return (
    <section className="alert-preview" aria-labelledby="preview">
      <h2 id="preview" className="section-title">
        {heading}
      </h2>
      {/* said again whenever one has chosen something else */}
      <p role="status" className="visually-hidden">
        {heading}
      </p>
      {count > items.length && <p className="meta">{text.shown(items.length, count)}</p>}
      {count === 0 && (
        <p className="hint">{latest ? (latestImported ? text.latestImported : text.latest) : text.none}</p>
      )}
      {/* when it was imported says nothing of when it happened */}
      <Items items={latest ? [latest] : items.slice(0, SEEN)} zone={latestImported ? null : zone} />
      {items.length > SEEN && (
        <details className="alert-fold">
          <summary>{text.more(items.length - SEEN)}</summary>
          <Items items={items.slice(SEEN)} zone={zone} />
        </details>
      )}
    </section>
  )
}

/** Where `zone` is null, the times of recording are left out. */
function Items({ items, zone }: { items: AlertItem[]; zone: string | null }) {
  return (
    <ol className="feed">
      {items.map((item) => (
        <li key={`${item.negotiation.slug} ${item.seq}`}>
          <Item item={item} zone={zone} />
        </li>
      ))}
    </ol>
  )
}

function Item({ item, zone }: { item: AlertItem; zone: string | null }) {
  const { said } = item
  return (
    <>
      <p className="gist" dir="auto">
        <a href={item.path}>{item.headline}</a>
      </p>
      {said && !item.headline.includes(said.gist) && (
        <p className="alert-said" dir="auto">
          {said.speaker}: {said.gist}
        </p>
      )}
      {item.note && (
        <p className="alert-said" dir="auto">
          {item.note}
        </p>
      )}
      {zone !== null && (
        <p className="meta">
          <RecordedAt at={item.recordedAt} zone={zone} />
        </p>
      )}
    </>
  )
}
