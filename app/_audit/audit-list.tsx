import type { AuditEntry } from "../../server/capabilities/present-audit.ts"
import { instantWords } from "../_components/dates.tsx"
import { WordDiff } from "../_components/word-diff.tsx"
import { audit as text } from "../_messages/audit.en.ts"
import { type AuditLine, foldSaves } from "./fold-saves.ts"
import { valueWords } from "./value-words.ts"
import "./audit.css"

/** Lines of the audit, latest first: who did what to which, and every field before and after. */
export function AuditList({
  items,
  zone,
  hrefOf,
  historyOf,
}: {
  items: AuditEntry[]
  zone: string
  /** Where a subject is shown, and where all that is about it. */
  hrefOf?: (subject: string) => string | undefined
  historyOf?: (subject: string) => string
}) {
  if (items.length === 0) return <p className="hint">{text.none}</p>
  return (
    <ol className="audit">
      {foldSaves(items).map((line) => (
        <li key={line.key}>
          <p className="audit-what">
            <b dir="auto">{line.by === "system" ? text.system : line.byName}</b> {sentenceOf(line)}{" "}
            <Subject line={line} href={hrefOf?.(line.subject)} />
          </p>
          <p className="meta">
            <time dateTime={line.at}>{instantWords(line.at, zone)}</time>
            {line.version !== null && <>, {text.version(line.version)}</>}
            {line.times > 1 && <>, {text.saves(line.times)}</>}
            {historyOf && (
              <>
                , <a href={historyOf(line.subject)}>{text.history}</a>
              </>
            )}
          </p>
          {line.note && (
            <p className="audit-note" dir="auto">
              {line.note}
            </p>
          )}
          <Changes line={line} />
        </li>
      ))}
    </ol>
  )
}

function sentenceOf({ kind, subject }: AuditLine): string {
  const verb = text.kinds[kind] ?? kind
  const [of = ""] = subject.split(":")
  return kind === "made" || kind === "changed" || kind === "removed"
    ? `${verb} ${text.subjects[of] ?? of}`
    : verb
}

function Subject({ line, href }: { line: AuditLine; href: string | undefined }) {
  const title = line.title ?? line.subject.slice(line.subject.indexOf(":") + 1)
  return href ? (
    <a href={href} dir="auto">
      {title}
    </a>
  ) : (
    <span dir="auto">{title}</span>
  )
}

function Changes({ line: { changes } }: { line: AuditLine }) {
  if (changes.length === 0) return null
  const whole = changes.every(({ before }) => before === null) || changes.every(({ after }) => after === null)
  const list = (
    <dl className="audit-fields">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{text.fields[field] ?? field}</dt>
          <dd dir="auto">
            {whole ? (
              valueWords(before ?? after)
            ) : (
              <>
                <span className="visually-hidden">
                  {text.before}: {valueWords(before) || text.empty}. {text.after}:{" "}
                  {valueWords(after) || text.empty}.
                </span>
                <span aria-hidden="true">
                  <WordDiff before={valueWords(before)} after={valueWords(after)} />
                </span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
  if (!whole && changes.length <= 4) return list
  return (
    <details className="audit-fold">
      <summary>{changes.map(({ field }) => text.fields[field] ?? field).join(", ")}</summary>
      {list}
    </details>
  )
}
