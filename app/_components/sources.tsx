import type { CitedDocument, PublicStatement } from "../../server/domain/public-statement.ts"
import { dateWords } from "../../server/domain/wording.ts"
import { statement as text, words } from "../_messages/en.ts"
import { languageName } from "./dates.tsx"

/** The documents of a statement with their chain: who carried it, after whom, and where it can still be read. */
export function SourceList({ statement }: { statement: Pick<PublicStatement, "documents" | "via"> }) {
  const { documents, via } = statement
  if (documents.length === 0) {
    return (
      <p className="meta">
        {text.noSources}
        {via && via.length > 0 && ` ${text.via(via.join(", "))}.`}
      </p>
    )
  }
  return (
    <>
      <p className="meta">
        {text.origins(documents.length, independentOrigins(documents))}
        {via && via.length > 0 && `, ${text.via(via.join(", "))}`}
      </p>
      <ul className="sources">
        {documents.map((document) => (
          <li key={document.id}>
            <SourceLine document={document} documents={documents} />
          </li>
        ))}
      </ul>
    </>
  )
}

function SourceLine({ document, documents }: { document: CitedDocument; documents: CitedDocument[] }) {
  const upstream = documents.find((other) => other.id === document.upstream)?.sourceName ?? document.upstream
  const details = [
    words.sourceClass[document.sourceClass],
    document.reliability && text.reliability(document.reliability),
    words.directness[document.directness],
    upstream && text.upstream(upstream),
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

/** Echoes are not counted: documents that go back to the same upstream are one origin. */
export function independentOrigins(documents: Pick<CitedDocument, "id" | "upstream">[]): number {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const originOf = (id: string, seen: string[] = []): string => {
    const upstream = byId.get(id)?.upstream
    return !upstream || seen.includes(upstream) ? id : originOf(upstream, [...seen, id])
  }
  return new Set(documents.map((document) => originOf(document.id))).size
}
