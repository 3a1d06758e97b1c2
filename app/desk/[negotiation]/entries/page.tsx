import type { Metadata } from "next"
import { Suspense } from "react"
import { entries as text } from "../../../_messages/entries.en.ts"
import { EntriesScreen } from "../../_entries/entries-screen.tsx"
import "../../_entries/entries.css"
import { Trail } from "../../_parts/trail.tsx"
import { foundAtDesk } from "../../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
}

export const metadata: Metadata = { title: text.heading }

export default async function EntriesPage({ params }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}/entries`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const negotiation = await foundAtDesk(api.negotiations.get({ slug }))
  const [entries, conditions] = await Promise.all([api.cast.entries({ slug }), api.conditions.list({ slug })])
  const isEditor = isEditorAtDesk(own)
  const { title, summary, stage, review, visibility, timeZone } = negotiation
  const book = {
    slug,
    negotiation: { title, summary, stage, review, visibility, timeZone },
    conditions: conditions.items.map(({ moves: _, ...held }) => held),
    entries,
  }
  return (
    <main id="content" className="page desk-page">
      <Trail slug={slug} title={title} current="entries" />
      <h1 className="headline desk-heading">{text.heading}</h1>
      {!isEditor && <p className="desk-note">{text.analyst}</p>}
      <Suspense>
        <EntriesScreen book={book} isEditor={isEditor} />
      </Suspense>
    </main>
  )
}
