import type { Metadata } from "next"
import type { Draft } from "../../../server/capabilities/list-drafts.ts"
import { dateWords } from "../../../server/domain/wording.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { namesOf } from "../../_components/names.ts"
import { StatementBrief } from "../../_components/statement-brief.tsx"
import { desk as deskText, queue as text } from "../../_messages/desk.en.ts"
import { Trail } from "../_parts/trail.tsx"
import { foundAtDesk } from "../desk-data.ts"
import { atDesk } from "../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
}

export const metadata: Metadata = { title: deskText.heading }

export default async function QueuePage({ params }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const negotiation = await foundAtDesk(api.negotiations.get({ slug }))
  const [drafts, latest] = await Promise.all([
    api.drafts.list({ slug }),
    api.statements.list({ slug, limit: 10 }),
  ])
  const names = namesOf(negotiation)
  const people = new Map(negotiation.people.map((person) => [person.id, person.name]))
  const list = (status: Draft["status"]) => drafts.items.filter((draft) => draft.status === status)
  return (
    <main id="content" className="page">
      <Trail slug={slug} title={negotiation.title} current="queue" />
      <h1 className="visually-hidden">{negotiation.title}</h1>
      <div className="desk-queue">
        <section>
          <p className="desk-actions desk-first">
            <a className="button button-primary" href={`/desk/${slug}/log`}>
              {deskText.log}
            </a>
          </p>
          <h2 className="section-title">{text.review}</h2>
          <Drafts
            {...{ slug, people, own, zone: negotiation.timeZone }}
            drafts={list("in_review")}
            empty={text.noReview}
          />
          <h2 className="section-title">{text.drafts}</h2>
          <Drafts
            {...{ slug, people, own, zone: negotiation.timeZone }}
            drafts={list("draft")}
            empty={text.noDrafts}
          />
        </section>
        <section>
          <h2 className="section-title">{text.latest}</h2>
          {latest.items.length === 0 && <p className="hint">{text.noLatest}</p>}
          <ul className="feed">
            {latest.items.map((statement) => (
              <li key={statement.id}>
                <StatementBrief statement={statement} slug={slug} names={names} />
                <p className="meta">
                  <a href={`/desk/${slug}/statements/${encodeURIComponent(statement.id)}`}>{text.correct}</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </main>
  )
}

function Drafts({
  drafts,
  slug,
  people,
  own,
  zone,
  empty,
}: {
  drafts: Draft[]
  slug: string
  people: ReadonlyMap<string, string>
  own: { id: string }
  zone: string
  empty: string
}) {
  if (drafts.length === 0) return <p className="hint desk-none">{empty}</p>
  return (
    <ul className="feed desk-drafts">
      {drafts.map(({ id, content, author, savedAt }) => (
        <li key={id}>
          <p className="who" dir="auto">
            <b>
              {(content.speaker && people.get(content.speaker)) ||
                content.institution ||
                content.speakerAsDescribed ||
                text.unnamed}
            </b>
            , {dateWords(content.saidAt, "short")}
          </p>
          <p className="gist" dir="auto">
            <a href={`/desk/${slug}/statements/${encodeURIComponent(id)}`}>{content.gist || text.noGist}</a>
          </p>
          <p className="meta">
            {[
              author === own.id && text.yours,
              text.positions(content.stances?.length ?? 0),
              text.conditions(content.conditions?.length ?? 0),
            ]
              .filter(Boolean)
              .join(", ")}
            , {text.saved} <RecordedAt at={savedAt} zone={zone} />
          </p>
        </li>
      ))}
    </ul>
  )
}
