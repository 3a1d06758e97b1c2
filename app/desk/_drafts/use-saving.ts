import type { DocumentValues, StatementValues } from "../_form/statement-values.ts"
import { saySame } from "../_form/statement-values.ts"
import type { Conflict, useStatement } from "../_form/use-statement.ts"
import { lacks, storable } from "./lacks.ts"
import { useAutosave } from "./use-autosave.ts"
import { useLocalCopy } from "./use-local-copy.ts"

/**
 * Keeps what is typed: a draft at the server, as far as the server can take it, and everything in this browser.
 * `saved` is what the server has; `documents` are those with which the form began.
 */
export function useSaving(options: {
  slug: string
  me: string
  desk: ReturnType<typeof useStatement>
  values: StatementValues
  saved: StatementValues
  changed: boolean
  documents: DocumentValues[]
  /** False while somebody has to choose first, or nothing is to be saved any more. */
  enabled: boolean
  /** True while the copy of this browser waits to be taken or dropped. */
  paused: boolean
  onStored: (sent: StatementValues) => void
  onConflict: (conflict: Conflict) => void
}) {
  const { slug, me, desk, values, saved, changed, documents, enabled, paused, onStored, onConflict } = options
  const { stage } = desk
  const drafting = stage.kind === "new" || (stage.kind === "draft" && stage.status === "draft")
  const toSave = storable(values, documents)
  const auto = useAutosave({
    enabled: enabled && drafting && !paused,
    waiting: saySame(toSave, saved) ? null : toSave,
    lacks: lacks(values),
    async save(sent) {
      const done = await desk.save(sent, true)
      if ("state" in done) onStored(sent)
      if ("conflict" in done) onConflict(done.conflict)
      return done
    },
  })
  const kept = useLocalCopy({
    me,
    slug,
    statement: stage.id,
    version: stage.kind === "new" ? null : stage.version,
    values,
    saved,
    changed,
    paused,
  })
  return {
    auto,
    kept,
    drafting,
    waitsForDocument: drafting && toSave.documents.length < values.documents.length,
  }
}
