import { dateWords, STANCE_WORDS } from "../../../../server/domain/wording.ts"
import { RecordedAt } from "../../../_components/dates.tsx"
import type { Names } from "../../../_components/names.ts"
import { WordDiff } from "../../../_components/word-diff.tsx"
import { statement as text, words } from "../../../_messages/en.ts"
import type { StatementRevision } from "../../../_trpc/reader-api.ts"

/** Every published version, newest first, with its public note and the words that changed. Nothing is edited silently. */
export function StatementHistory({
  revisions,
  names,
  zone,
}: {
  revisions: StatementRevision[]
  names: Names
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
              {before && <Differences before={before} after={revision} names={names} />}
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
}: {
  before: StatementRevision
  after: StatementRevision
  names: Names
}) {
  const [old, now] = [readable(before, names), readable(after, names)]
  const changed = now.filter(([field, value]) => old.find(([f]) => f === field)?.[1] !== value)
  if (changed.length === 0) {
    return after.status === "withdrawn" ? null : <p className="meta">{text.unchanged}</p>
  }
  return (
    <dl className="details-list mt-1">
      {changed.map(([field, value]) => (
        <div key={field} className="contents">
          <dt>{text.fields[field]}</dt>
          <dd dir="auto">
            <WordDiff before={old.find(([f]) => f === field)?.[1] ?? ""} after={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

type Field = keyof typeof text.fields

/** A version in the words a reader compares. Words of a machine-made copy are left out, as everywhere. */
function readable({ content }: StatementRevision, names: Names): [Field, string][] {
  const option = (id: string) => names.options.get(id) ?? id
  return [
    ["gist", content.gist],
    ["quote", content.directness === "machine_garbled" ? "" : (content.quote ?? "")],
    ["saidAt", dateWords(content.saidAt)],
    ["place", content.place ?? ""],
    ["venue", content.venue ?? ""],
    ["speaker", content.speaker ?? content.institution ?? content.speakerAsDescribed ?? ""],
    ["attribution", words.attribution[content.attribution]],
    ["directness", words.directness[content.directness]],
    [
      "stances",
      (content.stances ?? []).map((s) => `${option(s.option)}: ${STANCE_WORDS[s.stance]}`).join("; "),
    ],
    ["conditions", (content.conditions ?? []).map((condition) => condition.text).join("; ")],
  ]
}
