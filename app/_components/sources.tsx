import { Fragment } from "react"
import { dateWords } from "../../server/domain/date-words.ts"
import { originsOf } from "../../server/domain/origins.ts"
import type { CitedDocument, PublicStatement } from "../../server/domain/public-statement.ts"
import { statement as text, words } from "../_messages/en.ts"
import { sources } from "../_messages/sources.en.ts"
import { languageName } from "./dates.tsx"

/** The documents of a statement by the origin they go back to: who carried it, after whom, and where it can still be read. */
export function SourceList({
  statement,
}: {
  statement: Pick<PublicStatement, "via"> & { documents: Cited[] }
}) {
  const { documents, via } = statement
  if (documents.length === 0) {
    return (
      <p className="meta">
        {text.noSources}
        {via && via.length > 0 && ` ${text.via(via.join(", "))}.`}
      </p>
    )
  }
  const origins = originsOf(statement)
  const byId = new Map(documents.map((document) => [document.id, document]))
  return (
    <>
      <p className="meta">
        {sources.origins(origins.filter((origin) => origin.independent).length, documents.length)}
        {via && via.length > 0 && `, ${text.via(via.join(", "))}`}
      </p>
      {origins.map((origin) => (
        <Fragment key={origin.name ?? ""}>
          {(origin.documents.length > 1 || !origin.independent) && documents.length > 1 && (
            <p className="origin-head" dir="auto">
              {origin.name === null ? sources.unknown : sources.goBackTo(origin.name)}
            </p>
          )}
          <ul className="sources">
            {origin.documents.map(({ id, after }) => {
              const document = byId.get(id)
              return (
                document && (
                  <li key={id}>
                    <SourceLine document={document} after={after} />
                  </li>
                )
              )
            })}
          </ul>
        </Fragment>
      ))}
    </>
  )
}

/** As it comes over the wire, where what is undefined is not there. */
type Cited = Omit<CitedDocument, "reliability"> & Partial<Pick<CitedDocument, "reliability">>

function SourceLine({ document, after }: { document: Cited; after: string[] }) {
  const details = [
    words.sourceClass[document.sourceClass],
    document.reliability && text.reliability(document.reliability),
    words.directness[document.directness],
    ...after.map((name) => text.upstream(name)),
    document.publishedAt && text.published(dateWords(document.publishedAt, "short")),
    document.language && languageName(document.language),
  ]
  return (
    <>
      <b className="font-semibold" dir="auto">
        {document.sourceName}
      </b>
      {(document.title || document.url) && ": "}
      {document.url ? (
        <a href={document.url} rel="noreferrer" dir="auto" lang={document.language ?? undefined}>
          {document.title || document.url}
        </a>
      ) : (
        <span dir="auto" lang={document.language ?? undefined}>
          {document.title}
        </span>
      )}
      <span className="meta block">
        {details.filter(Boolean).join(", ")}
        {document.archived && (
          <>
            {". "}
            <a href={`/documents/${document.archived}`}>{text.archived}</a>
          </>
        )}
      </span>
    </>
  )
}

/** "CBS News, RIA Novosti (state-controlled media)": the sources in one line. */
export function sourceNames(statement: Pick<PublicStatement, "documents" | "via">): string {
  const named = statement.documents.map((document) =>
    document.sourceClass === "state_controlled_media"
      ? `${document.sourceName} (${words.sourceClass.state_controlled_media})`
      : document.sourceName,
  )
  const via = statement.via && statement.via.length > 0 ? [text.via(statement.via.join(", "))] : []
  return [...new Set([...named, ...via])].join(", ")
}
