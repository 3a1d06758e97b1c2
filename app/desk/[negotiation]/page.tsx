import type { Metadata } from "next"
import { namesOf } from "../../_components/names.ts"
import { one, type Query } from "../../_components/query.ts"
import { StatementBrief } from "../../_components/statement-brief.tsx"
import { desk as deskText, queue as text } from "../../_messages/desk.en.ts"
import { HeldAlerts } from "../_holds/held-alerts.tsx"
import { Trail } from "../_parts/trail.tsx"
import { Queue } from "../_queue/queue.tsx"
import type { QueuePart } from "../_queue/use-queue.ts"
import { foundAtDesk } from "../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../gate.tsx"
import "../_queue/queue.css"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Query>
}

export const metadata: Metadata = { title: deskText.heading }

const PARTS: readonly QueuePart[] = ["all", "mine", "review", "returned"]

export default async function QueuePage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const query = await searchParams
  const part = PARTS.find((each) => each === one(query, "part")) ?? "all"
  const q = (one(query, "q") ?? "").slice(0, 300)
  const negotiation = await foundAtDesk(api.negotiations.get({ slug }))
  const [first, latest] = await Promise.all([
    api.drafts.list({ slug, part, q: q || undefined }),
    api.statements.list({ slug, limit: 10 }),
  ])
  const names = namesOf(negotiation)
  const people = Object.fromEntries(negotiation.people.map((person) => [person.id, person.name]))
  return (
    <main id="content" className="page">
      <Trail slug={slug} title={negotiation.title} current="queue" />
      <h1 className="visually-hidden">{negotiation.title}</h1>
      <p className="desk-actions desk-first">
        <a className="button button-primary" href={`/desk/${slug}/clip`}>
          {deskText.clip}
        </a>
        <a className="button" href={`/desk/${slug}/log`}>
          {deskText.log}
        </a>
      </p>
      <div className="desk-queue">
        <Queue
          // another question is another list
          key={`${part} ${q}`}
          question={{ slug, part, q, me: own.id }}
          first={first}
          zone={negotiation.timeZone}
          people={people}
        />
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
      <HeldAlerts slug={slug} isEditor={isEditorAtDesk(own)} />
    </main>
  )
}
