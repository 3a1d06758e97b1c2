import type { Metadata } from "next"
import { desk as deskText, entries as text } from "../../../_messages/desk.en.ts"
import { EntriesScreen } from "../../_entries/entries-screen.tsx"
import { Trail } from "../../_parts/trail.tsx"
import { readDesk } from "../../desk-data.ts"
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
  const data = await readDesk(api, slug)
  const isEditor = isEditorAtDesk(own)
  const me = { id: own.id, name: own.name, role: own.role }
  return (
    <main id="content" className="page">
      <Trail slug={slug} title={data.title} current="entries" />
      <h1 className="headline desk-heading">{text.heading}</h1>
      <p className="standfirst">{text.standfirst}</p>
      {!isEditor && <p className="desk-note">{deskText.onlyEditors}</p>}
      <EntriesScreen value={{ data, me, isEditor }} />
    </main>
  )
}
