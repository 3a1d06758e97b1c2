import { RecordedAt } from "../../../_components/dates.tsx"
import type { Names } from "../../../_components/names.ts"
import { WordDiff } from "../../../_components/word-diff.tsx"
import { statement as text } from "../../../_messages/en.ts"
import { versionFields } from "../../../_messages/sources.en.ts"
import type { StatementRevision } from "../../../_trpc/reader-api.ts"
import { readable } from "./readable-version.ts"

/** Every published version, newest first, with its public note and the words that changed. Nothing is edited silently. */
export function StatementHistory({
  revisions,
  names,
  conditions,
  zone,
}: {
  revisions: StatementRevision[]
  names: Names
  /** Texts of the conditions on record, by id. */
  conditions: ReadonlyMap<string, string>
  zone: string
}) {
  const shown = revisions
    .filter((revision) => revision.status === "published" || revision.status === "withdrawn")
    .sort((a, b) => b.version - a.version)
  return (
    <section className="part">
      <h2>{text.history}</h2>
      <ol className="grid gap-4">
        {shown.map((revision, index) => {
          const before = shown[index + 1]
          return (
            <li key={revision.version}>
              <p className="who">
                <b>{headOf(revision, before === undefined)}</b>,{" "}
                <span className="meta">
                  <RecordedAt at={revision.recordedAt} zone={zone} />
                </span>
              </p>
              {revision.note && (
                <p className="my-1" dir="auto">
                  {revision.note}
                </p>
              )}
              {before && <Differences {...{ before, names, conditions }} after={revision} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function headOf(revision: StatementRevision, first: boolean): string {
  if (revision.status === "withdrawn") return text.withdrawnHead
  return first ? text.firstVersion : text.corrected
}

function Differences({
  before,
  after,
  names,
  conditions,
}: {
  before: StatementRevision
  after: StatementRevision
  names: Names
  conditions: ReadonlyMap<string, string>
}) {
  const old = new Map(readable(before, names, conditions))
  const changed = readable(after, names, conditions).filter(([field, value]) => old.get(field) !== value)
  if (changed.length === 0) {
    return after.status === "withdrawn" ? null : <p className="meta">{text.unchanged}</p>
  }
  return (
    <dl className="details-list mt-1">
      {changed.map(([field, value]) => (
        <div key={field} className="contents">
          <dt>{versionFields[field]}</dt>
          <dd dir="auto">
            <WordDiff before={old.get(field) ?? ""} after={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
