import { type ReactNode, useEffect, useRef } from "react"
import type { Imported } from "../../../server/capabilities/import-negotiation.ts"
import {
  DOCUMENT_LISTS,
  IMPORT_OUTCOMES,
  type ImportPreview,
  MOST_FAULTS_SHOWN,
  MOST_ROWS_SHOWN,
} from "../../../server/domain/import-preview.ts"
import { exchange, importing as text } from "../../_messages/imports.en.ts"

/** The sum of a preview: how many rows become what, and whether it can be imported. */
export function PreviewHead({ preview, isTable }: { preview: ImportPreview; isTable: boolean }) {
  const { counts, rowCount, faultCount, changes, unknownColumns } = preview
  const nothing = faultCount === 0 && counts.added + counts.changed === 0
  const said = IMPORT_OUTCOMES.filter((outcome) => counts[outcome] > 0)
  return (
    <>
      <Heading about={preview}>{text.wouldChange(preview.negotiation)}</Heading>
      <p>
        {isTable ? text.rows(rowCount) : text.entries(rowCount)}
        {said.length > 0 && `: ${said.map((outcome) => text.counts(outcome, counts[outcome])).join(", ")}`}.{" "}
        {nothing ? text.nothingChanges : changes !== null && text.changes(changes)}
      </p>
      {faultCount > 0 && (
        <p className="desk-wrong" role="alert">
          {text.faults(faultCount)} {faultCount > MOST_FAULTS_SHOWN && text.faultsShown(MOST_FAULTS_SHOWN)}
        </p>
      )}
      {rowCount > MOST_ROWS_SHOWN && <p className="hint">{text.rowsShown(MOST_ROWS_SHOWN)}</p>}
      {unknownColumns.map(({ table, columns }) => (
        <p key={table} className="desk-note">
          {text.unknownColumns(exchange.tables[table], columns.join(", "))}
        </p>
      ))}
    </>
  )
}

/** What an import has done, and where to go from there. */
export function ImportDone({ imported, onAgain }: { imported: Imported; onAgain: () => void }) {
  const { negotiation, tally } = imported
  const added = DOCUMENT_LISTS.flatMap((list) => {
    const n = tally[list]?.added ?? 0
    return n > 0 ? [text.tally(n, text.lists[list])] : []
  })
  return (
    <section className="import-preview">
      <Heading about={imported}>{text.done(negotiation)}</Heading>
      <p>
        {added.length > 0 ? `${added.join(", ")}.` : text.nothingDone} {text.logged(imported.changes)}
      </p>
      <p className="desk-actions">
        <a className="button button-primary" href={`/desk/${negotiation}`}>
          {text.goDesk}
        </a>
        <a className="button" href={`/${negotiation}`}>
          {text.goBoard}
        </a>
        <a className="button" href={`/desk/${negotiation}/audit`}>
          {text.goAudit}
        </a>
        <button type="button" className="button" onClick={onAgain}>
          {text.again}
        </button>
      </p>
    </section>
  )
}

/** Takes the focus when it appears: what was asked for is here. */
function Heading({ about, children }: { about: object; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer takes the focus anew
  useEffect(() => heading.current?.focus(), [about])
  return (
    <h3 ref={heading} tabIndex={-1} className="import-heading" dir="auto">
      {children}
    </h3>
  )
}
