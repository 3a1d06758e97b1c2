import { one, type Query } from "../_components/query.ts"
import { roles } from "../_messages/accounts.en.ts"
import { desk as text } from "../_messages/desk.en.ts"
import { ImportScreen } from "./_import/import-screen.tsx"
import { type AtDesk, atDesk, isEditorAtDesk } from "./gate.tsx"
import { SetUpForm } from "./set-up-form.tsx"

export const metadata = { title: text.heading }

export default async function DeskPage({ searchParams }: { searchParams: Promise<Query> }) {
  const who = await atDesk("/desk")
  if ("instead" in who) return who.instead
  const { own } = who
  const editor = isEditorAtDesk(own)
  const doing = one(await searchParams, "do")
  return (
    <main id="content" className="page">
      <div className="lead">
        <p className="kicker">
          <a href="/account">{text.signedInAs(own.name, roles.names[own.role])}</a>
        </p>
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      <div className="desk-home">
        <Negotiations who={who} />
        <div className="desk-ways">
          {editor && (
            <details open={doing === "set-up"}>
              <summary className="section-title">{text.setUp}</summary>
              <SetUpForm />
            </details>
          )}
          <details open={doing === "import"}>
            <summary className="section-title">{text.import}</summary>
            <ImportScreen slug={null} editor={editor} />
          </details>
        </div>
      </div>
    </main>
  )
}

async function Negotiations({ who: { api } }: { who: AtDesk }) {
  const { items } = await api.negotiations.list()
  const queues = await Promise.all(items.map(({ slug }) => api.drafts.list({ slug, limit: 1 })))
  if (items.length === 0) {
    return (
      <div className="empty">
        <p>{text.empty}</p>
        <p>{text.emptyNext}</p>
      </div>
    )
  }
  return (
    <ul className="desk-list-page">
      {items.map((negotiation, i) => {
        const counts = queues[i]?.counts
        const toReview = counts?.review ?? 0
        return (
          <li key={negotiation.slug}>
            <h2 dir="auto">
              <a className="quiet-link" href={`/desk/${negotiation.slug}`}>
                {negotiation.title}
              </a>
            </h2>
            <p className="facts">
              <span>{text.drafts((counts?.all ?? 0) - toReview)}</span>
              <span>{text.toReview(toReview)}</span>
              {negotiation.visibility === "private" && <span>{text.private}</span>}
            </p>
            <p className="desk-actions">
              <a className="button button-primary" href={`/desk/${negotiation.slug}/clip`}>
                {text.clip}
              </a>
              <a className="button" href={`/desk/${negotiation.slug}/log`}>
                {text.log}
              </a>
              <a className="button" href={`/desk/${negotiation.slug}`}>
                {text.open}
              </a>
            </p>
          </li>
        )
      })}
    </ul>
  )
}
