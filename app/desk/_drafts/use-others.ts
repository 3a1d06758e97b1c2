import { useEffect, useRef, useState } from "react"
import { here as text } from "../../_messages/drafts.en.ts"
import { type StatementValues, saySame, valuesOf } from "../_form/statement-values.ts"
import type { Conflict, Stage, useStatement } from "../_form/use-statement.ts"
import { type DraftNow, useDraftLive } from "./use-draft-live.ts"

/**
 * What others do to the draft in the form, as it happens: a version of theirs is taken into a form without words of one's
 * own, and otherwise stands beside them until somebody has chosen. Nothing typed is ever overwritten.
 */
export function useOthers(options: {
  /** False for a form that is kept but not shown: nobody sees one in its draft. */
  active: boolean
  slug: string
  first: DraftNow | undefined
  stage: Stage
  desk: ReturnType<typeof useStatement>
  saved: StatementValues
  changed: boolean
  onTake: (now: StatementValues, stored: StatementValues) => void
  onTell: (words: string) => void
}) {
  const { active, slug, first, stage } = options
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const { draft, gone, read, here } = useDraftLive(
    slug,
    active && stage.kind === "draft" ? stage.id : null,
    first,
  )
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  /** Another version stands in the ledger than the one that the form was made on. */
  const meet = (theirs: Conflict) => {
    const { desk, saved, changed, onTake, onTell } = latest.current
    if (!theirs.content) return setConflict(theirs)
    const stored = valuesOf(theirs.content)
    if (saySame(stored, saved)) {
      // the words are the same: only where it stands has changed
      desk.goOnFrom(theirs)
      onTell(movedOn(theirs))
    } else if (changed) setConflict(theirs)
    else {
      onTake(stored, stored)
      desk.goOnFrom(theirs)
      onTell(text.taken(theirs.savedByName))
    }
  }
  const meetNow = useRef(meet)
  useEffect(() => {
    meetNow.current = meet
  })

  useEffect(() => {
    if (!draft) return
    let current = true
    void latest.current.desk.idle().then((at) => {
      // after the form has taken in what became of its own save
      setTimeout(() => {
        if (current && at.kind === "draft" && draft.version > at.version) meetNow.current(draft)
      })
    })
    return () => {
      current = false
    }
  }, [draft])
  // one's own publication makes it no draft either, and its answer may come later than the news of it
  const goneByOthers = gone && stage.kind === "draft" && !options.desk.working
  useEffect(() => {
    if (goneByOthers && latest.current.changed) setConflict({ ...NOBODY, version: 0, content: undefined })
  }, [goneByOthers])

  return {
    draft,
    here,
    gone: goneByOthers,
    read,
    conflict,
    meet,
    /** Puts a version beside the words in the form. */
    stand: setConflict,
    merge(merged: StatementValues, theirs: StatementValues) {
      if (!conflict) return
      latest.current.onTake(merged, theirs)
      latest.current.desk.goOnFrom(conflict)
      setConflict(null)
    },
  }
}

const NOBODY = { status: "draft" as const, savedByName: "" }

function movedOn({ status, savedByName }: Conflict): string {
  return status === "in_review" ? text.sent(savedByName) : text.returned(savedByName)
}
