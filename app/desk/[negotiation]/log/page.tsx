import type { Metadata } from "next"
import { one, type Query } from "../../../_components/query.ts"
import { log as text } from "../../../_messages/desk.en.ts"
import { Trail } from "../../_parts/trail.tsx"
import { readDesk } from "../../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../../gate.tsx"
import { LogScreen } from "../../log-screen.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Query>
}

export const metadata: Metadata = { title: text.heading }

export default async function LogPage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}/log`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const data = await readDesk(api, slug)
  const me = { id: own.id, name: own.name, role: own.role }
  return (
    <main id="content" className="page desk-page">
      <Trail slug={slug} title={data.title} current="log" />
      <h1 className="headline desk-heading">{text.heading}</h1>
      <LogScreen
        value={{ data, me, isEditor: isEditorAtDesk(own) }}
        document={one(await searchParams, "document")}
      />
    </main>
  )
}
