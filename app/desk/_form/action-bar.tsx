"use client"

import { actions as text } from "../../_messages/desk.en.ts"
import type { Stage } from "./use-statement.ts"

export function ActionBar({
  stage,
  working,
  changed,
  needsSecond,
  overriding,
  told,
  summary,
  previewId,
  problem,
  onPublish,
  onSave,
  onCancel,
}: {
  stage: Stage
  working: boolean
  changed: boolean
  needsSecond: boolean
  overriding: boolean
  told: string
  /** What publishing would change, in a few words; the whole stands in the panel with this id. */
  summary: string | null
  previewId: string
  /** A refusal that is about no field. */
  problem: string | undefined
  onPublish: () => void
  onSave: () => void
  onCancel: (() => void) | undefined
}) {
  const published = stage.kind === "published"
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
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {text.cancel}
          </button>
        )}
        <span className="hint">
          {working
            ? text.saving
            : told || (changed ? text.unsaved : stage.kind === "new" ? "" : text.nothingChanged)}
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
