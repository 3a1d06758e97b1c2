import type { AuditEntry } from "../../server/capabilities/present-audit.ts"

/** One line of the audit, or several saves of one draft by one person that nothing came between. */
export interface AuditLine extends AuditEntry {
  times: number
}

/**
 * Drafts save themselves, so that one person's work on one draft is many versions: they are shown as one line, from the
 * first to the last of them. Nothing is left out of the record. In and out: latest first.
 */
export function foldSaves(entries: readonly AuditEntry[]): AuditLine[] {
  const lines: AuditLine[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    if (last && isSave(last) && isSave(entry) && last.subject === entry.subject && last.by === entry.by) {
      lines[lines.length - 1] = {
        ...last,
        times: last.times + 1,
        changes: together(entry.changes, last.changes),
      }
    } else lines.push({ ...entry, times: 1 })
  }
  return lines
}

function isSave({ kind }: AuditEntry): boolean {
  return kind === "draft.saved"
}

/** What two changes in a row changed together. */
function together(first: AuditEntry["changes"], then: AuditEntry["changes"]): AuditEntry["changes"] {
  const was = new Map(first.map((change) => [change.field, change]))
  const later = new Set(then.map(({ field }) => field))
  return [
    ...first.filter(({ field }) => !later.has(field)),
    ...then.map((change) => ({ ...change, before: (was.get(change.field) ?? change).before })),
  ].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}
