import type { AlertItem } from "../../../server/domain/alert-item.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { preview as text } from "../../_messages/alerts.en.ts"
import type { Preview } from "../answers.ts"

/** So many stand at once; the others unfold. */
const SEEN = 6

/** What a filter would have sent lately, each with the page that shows it. */
export function PreviewPart({ preview, zone }: { preview: Preview; zone: string }) {
  const { count, days, items, latest } = preview
  return (
    <section className="alert-preview" aria-labelledby="preview">
      <h2 id="preview" className="section-title" aria-live="polite">
        {text.heading(count, days)}
      </h2>
      {count > items.length && <p className="meta">{text.shown(items.length, count)}</p>}
      {count === 0 && <p className="hint">{latest ? text.latest : text.none}</p>}
      <Items items={latest ? [latest] : items.slice(0, SEEN)} zone={zone} />
      {items.length > SEEN && (
        <details className="alert-fold">
          <summary>{text.more(items.length - SEEN)}</summary>
          <Items items={items.slice(SEEN)} zone={zone} />
        </details>
      )}
    </section>
  )
}

function Items({ items, zone }: { items: AlertItem[]; zone: string }) {
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

function Item({ item, zone }: { item: AlertItem; zone: string }) {
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
      <p className="meta">
        <RecordedAt at={item.recordedAt} zone={zone} />
      </p>
    </>
  )
}
