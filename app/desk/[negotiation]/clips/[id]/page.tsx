import type { Metadata } from "next"
import { clip as text } from "../../../../_messages/clip.en.ts"
import { ClipScreen } from "../../../_clip/clip-screen.tsx"
import { documentId } from "../../../_clip/suggested-values.ts"
import { Trail } from "../../../_parts/trail.tsx"
import { foundAtDesk, readDesk } from "../../../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../../../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string; id: string }>
}

export const metadata: Metadata = { title: text.article }

export default async function ClipPage({ params }: Props) {
  const { negotiation: slug, id } = await params
  const who = await atDesk(`/desk/${slug}/clips/${id}`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const [data, clip] = await Promise.all([readDesk(api, slug), foundAtDesk(api.clips.get({ id }))])
  const { items } = await api.documents.statements({ slug, id: documentId(clip) })
  const me = { id: own.id, name: own.name, role: own.role }
  const { title, source } = clip.document
  return (
    <main id="content" className="page desk-page clip-page">
      <Trail
        slug={slug}
        title={data.title}
        current="clip"
        where={text.where(source.name ?? (title || text.untitled))}
      />
      <ClipScreen value={{ data, me, isEditor: isEditorAtDesk(own) }} clip={clip} statements={items} />
    </main>
  )
}
