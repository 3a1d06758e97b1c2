import type { Metadata } from "next"
import { dateWords } from "../../../../server/domain/date-words.ts"
import { RecordedAt } from "../../../_components/dates.tsx"
import { clip, clipForm as text } from "../../../_messages/clip.en.ts"
import { ClipForm } from "../../_clip/clip-form.tsx"
import { Trail } from "../../_parts/trail.tsx"
import { foundAtDesk } from "../../desk-data.ts"
import { atDesk } from "../../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
}

export const metadata: Metadata = { title: text.heading }

export default async function NewClipPage({ params }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}/clip`)
  if ("instead" in who) return who.instead
  const negotiation = await foundAtDesk(who.api.negotiations.get({ slug }))
  const { items } = await who.api.clips.list({ slug })
  return (
    <main id="content" className="page">
      <Trail slug={slug} title={negotiation.title} current="clip" />
      <div className="clip-new">
        <section>
          <h1 className="headline desk-heading">{text.heading}</h1>
          <p className="standfirst">{text.standfirst}</p>
          <ClipForm slug={slug} />
        </section>
        <section>
          <h2 className="section-title">{text.earlier}</h2>
          {items.length === 0 && <p className="hint desk-none">{text.noEarlier}</p>}
          <ul className="feed">
            {items.map(({ id, title, source, publishedAt, capturedAt }) => (
              <li key={id}>
                <p className="gist" dir="auto">
                  <a href={`/desk/${slug}/clips/${id}`}>{title || clip.untitled}</a>
                </p>
                <p className="meta">
                  {[source, publishedAt && dateWords(publishedAt, "short"), text.clipped]
                    .filter(Boolean)
                    .join(", ")}{" "}
                  <RecordedAt at={capturedAt} zone={negotiation.timeZone} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </main>
  )
}
