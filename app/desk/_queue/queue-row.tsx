import { dateWords } from "../../../server/domain/date-words.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { here, review, queue as text } from "../../_messages/drafts.en.ts"
import type { QueueRow as Row } from "./use-queue.ts"

/** One draft of the queue: who said what, where it stands, and who is in it now. */
export function QueueRow({
  row,
  slug,
  me,
  zone,
  speaker,
  inside,
}: {
  row: Row
  slug: string
  me: string
  zone: string
  speaker: string
  /** Names of those who have it open. */
  inside: string[]
}) {
  const { id, content, author, authorName, status, savedAt, returned } = row
  const facts = [
    author === me ? text.yours : text.by(authorName),
    content.stances?.length && text.positions(content.stances.length),
    content.conditions?.length && text.conditions(content.conditions.length),
  ].filter(Boolean)
  return (
    <>
      <p className="who">
        <b dir="auto">{speaker}</b>, {dateWords(content.saidAt, "short")}
        {status === "in_review" && <span className="queue-state">{text.inReview}</span>}
        {inside.length > 0 && (
          <span className="queue-inside" dir="auto">
            {here.editing(inside)}
          </span>
        )}
      </p>
      <p className="gist" dir="auto">
        <a href={`/desk/${slug}/statements/${encodeURIComponent(id)}`}>{content.gist || text.noGist}</a>
      </p>
      {returned !== null && (
        <p className="queue-returned">
          {review.returnedBecause} <span dir="auto">{returned}</span>
        </p>
      )}
      <p className="meta">
        {facts.join(", ")}, {text.saved} <RecordedAt at={savedAt} zone={zone} />
      </p>
    </>
  )
}
