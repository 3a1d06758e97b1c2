"use client"

import { actions as text } from "../../_messages/desk.en.ts"
import type { Stage } from "./use-statement.ts"

export function ActionBar({
  stage,
  working,
  needsSecond,
  overriding,
  told,
  saveLine,
  summary,
  previewId,
  problem,
  onPublish,
  onSave,
  onReview,
  onCancel,
}: {
  stage: Stage
  working: boolean
  needsSecond: boolean
  overriding: boolean
  told: string
  /** Where the words in the form are. */
  saveLine: React.ReactNode
  /** What publishing would change, in a few words; the whole stands in the panel with this id. */
  summary: string | null
  previewId: string
  /** A refusal that is about no field. */
  problem: string | undefined
  onPublish: () => void
  onSave: () => void
  onReview: () => void
  onCancel: (() => void) | undefined
}) {
  const published = stage.kind === "published"
  const inReview = stage.kind === "draft" && stage.status === "in_review"
  return (
    <div className="desk-bar">
      {problem && (
        <p className="desk-wrong" tabIndex={-1} data-problem="">
          {problem}
        </p>
      )}
      <div className="desk-actions">
        {/* no submit button: Enter in a field must never publish */}
        <button type="button" className="button button-primary" aria-disabled={working} onClick={onPublish}>
          {published
            ? text.correct
            : needsSecond
              ? overriding
                ? text.overriding
                : text.toReview
              : text.publish}
          <kbd>{text.keys}</kbd>
        </button>
        {!published && (
          <button type="button" className="button" aria-disabled={working} onClick={onSave}>
            {text.saveDraft}
          </button>
        )}
        {!published && !needsSecond && !inReview && (
          <button type="button" className="button" aria-disabled={working} onClick={onReview}>
            {text.toReview}
          </button>
        )}
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {text.cancel}
          </button>
        )}
        <span className="hint">
          {told && <>{told} </>}
          {saveLine}
        </span>
        {summary && (
          <a className="desk-summary" href={`#${previewId}`}>
            {summary}
          </a>
        )}
      </div>
    </div>
  )
}
