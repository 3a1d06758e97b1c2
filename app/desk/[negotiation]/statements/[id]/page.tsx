import type { Metadata } from "next"
import { isRefusal } from "../../../../../server/domain/refusal.ts"
import { actions, log as text } from "../../../../_messages/desk.en.ts"
import { readPublicStatement } from "../../../../_trpc/server.ts"
import { orRefusal } from "../../../../account/caller.ts"
import { Trail } from "../../../_parts/trail.tsx"
import { readDesk } from "../../../desk-data.ts"
import { DraftScreen } from "../../../draft-screen.tsx"
import { atDesk, isEditorAtDesk } from "../../../gate.tsx"
import { PublishedScreen } from "../../../published-screen.tsx"

interface Props {
  params: Promise<{ negotiation: string; id: string }>
}

export const metadata: Metadata = { title: text.editing }

export default async function DeskStatementPage({ params }: Props) {
  const { negotiation: slug, id: encoded } = await params
  const id = decodeURIComponent(encoded)
  const who = await atDesk(`/desk/${slug}/statements/${encoded}`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const data = await readDesk(api, slug)
  const drafted = await orRefusal(api.drafts.get({ slug, id }))
  const draft = isRefusal(drafted) ? undefined : drafted
  const statement = draft ? undefined : await readPublicStatement(slug, id)
  const me = { id: own.id, name: own.name, role: own.role }
  const content = draft?.content ?? statement?.revisions.at(-1)?.content
  const cited = { documents: content?.documents, span: content?.span }
  const source = await api.clips.source({ slug, statement: cited })
  const value = { data, me, isEditor: isEditorAtDesk(own), source }
  const heading = draft
    ? draft.status === "in_review"
      ? text.inReview
      : text.editing
    : statement?.status === "withdrawn"
      ? actions.withdrawnHeading
      : actions.publishedHeading
  return (
    <main id="content" className="page desk-page">
      <Trail slug={slug} title={data.title} current={null} />
      <h1 className="headline desk-heading">{heading}</h1>
      {draft && <DraftScreen value={value} draft={draft} />}
      {statement && <PublishedScreen value={value} statement={statement} content={content} />}
    </main>
  )
}
