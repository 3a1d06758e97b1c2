"use client"

import { useId, useState } from "react"
import { RecordedAt } from "../../_components/dates.tsx"
import { review as text } from "../../_messages/drafts.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { useDesk } from "../desk-context.tsx"
import { problemIn } from "../problem.ts"
import { useUnsaved } from "../use-form-habits.ts"
import type { DraftNow } from "./use-draft-live.ts"

/** What was said about a draft at the desk, and the ways to send it on: to review, or back to its author. */
export function Discussion({
  draft,
  unsaved,
  onReview,
  onRead,
}: {
  draft: DraftNow
  /** There are words in the form that are not stored. */
  unsaved: boolean
  /** Saves the form and sends it to review with this word. */
  onReview: (comment: string) => void
  onRead: () => void
}) {
  const { data, me } = useDesk()
  const { slug } = data
  const client = useTRPCClient()
  const id = useId()
  const [comment, setComment] = useState("")
  const [told, setTold] = useState("")
  const [wrong, setWrong] = useState("")
  const [working, setWorking] = useState(false)
  const { discussion, status, version, author } = draft
  useUnsaved(comment.trim() !== "")

  async function run(verb: () => Promise<unknown>, done: string) {
    if (working) return
    setWorking(true)
    setWrong("")
    try {
      await verb()
      setComment("")
      setTold(done)
      onRead()
    } catch (error) {
      setWrong(problemIn(error).detail)
    } finally {
      setWorking(false)
    }
  }
  const at = { slug, id: draft.id }
  const say = () =>
    comment.trim() === ""
      ? setWrong(text.needsComment)
      : run(() => client.drafts.comment.mutate({ ...at, comment }), text.said)
  const giveBack = () => {
    if (unsaved) return setWrong(text.unsaved)
    if (comment.trim() === "") return setWrong(text.needsComment)
    return run(() => client.drafts.return.mutate({ ...at, version, comment }), text.returned)
  }
  return (
    <section className="draft-discussion" aria-labelledby={id}>
      <h2 id={id} className="section-title">
        {text.heading}
      </h2>
      {discussion.length === 0 && <p className="hint">{text.none}</p>}
      <ol>
        {discussion.map((remark) => (
          <li key={remark.seq} data-kind={remark.kind}>
            <p className="meta">
              <b dir="auto">{remark.byName}</b> {text.kinds[remark.kind]}{" "}
              <RecordedAt at={remark.at} zone={data.timeZone} />, {text.version(remark.version)}
            </p>
            {remark.detail && (
              <p className="draft-said" dir="auto">
                {remark.detail}
              </p>
            )}
          </li>
        ))}
      </ol>
      <div className="desk-field">
        <label htmlFor={`${id}-comment`}>{text.comment}</label>
        <textarea
          id={`${id}-comment`}
          className="field desk-area"
          rows={2}
          dir="auto"
          maxLength={2000}
          value={comment}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-hint ${id}-wrong`}
          onChange={(event) => {
            setComment(event.target.value)
            setWrong("")
            setTold("")
          }}
        />
        <p id={`${id}-hint`} className="hint">
          {text.commentHint}
        </p>
        <p id={`${id}-wrong`} className="desk-wrong" role="alert" hidden={wrong === ""}>
          {wrong}
        </p>
      </div>
      <p className="desk-actions">
        <button type="button" className="button" aria-disabled={working} onClick={say}>
          {text.send}
        </button>
        {status === "draft" ? (
          <button type="button" className="button" onClick={() => onReview(comment)}>
            {comment.trim() === "" ? text.toReview : text.toReviewWith}
          </button>
        ) : (
          <button type="button" className="button" aria-disabled={working} onClick={giveBack}>
            {author === me.id ? text.takeBack : text.giveBack}
          </button>
        )}
        <span className="hint" role="status">
          {told}
        </span>
      </p>
    </section>
  )
}
