import type { Metadata } from "next"
import { CSV_TABLES } from "../../../../server/domain/csv-tables.ts"
import { exchange as text } from "../../../_messages/imports.en.ts"
import { ImportScreen } from "../../_import/import-screen.tsx"
import { Trail } from "../../_parts/trail.tsx"
import { foundAtDesk } from "../../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
}

export const metadata: Metadata = { title: text.heading }

export default async function ImportPage({ params }: Props) {
  const { negotiation: slug } = await params
  const who = await atDesk(`/desk/${slug}/import`)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const negotiation = await foundAtDesk(api.negotiations.get({ slug }))
  return (
    <main id="content" className="page">
      <Trail slug={slug} title={negotiation.title} current="import" />
      <h1 className="headline desk-heading">{text.heading}</h1>
      <p className="standfirst">{text.standfirst}</p>
      <div className="import-exchange">
        <section>
          <h2 className="section-title">{text.import}</h2>
          <ImportScreen slug={slug} editor={isEditorAtDesk(own)} />
        </section>
        <section>
          <h2 className="section-title">{text.export}</h2>
          <Exports slug={slug} />
        </section>
      </div>
    </main>
  )
}

/** What can be taken away, and what each holds. */
function Exports({ slug }: { slug: string }) {
  const base = `/api/v1/negotiations/${slug}`
  return (
    <>
      <ul className="import-exports">
        <li>
          <h3>{text.whole}</h3>
          <p className="hint">{text.wholeHolds}</p>
          <p className="import-links">
            <a href={`${base}/export.json`} download={`${slug}.json`}>
              {text.json}
            </a>
          </p>
        </li>
        {CSV_TABLES.map((table) => (
          <li key={table}>
            <h3>{text.tables[table]}</h3>
            <p className="hint">{text.holds[table]}</p>
            <p className="import-links">
              <a
                href={`${base}/export.csv?table=${table}`}
                aria-label={text.csvOf(text.tables[table])}
                download
              >
                {text.csv}
              </a>
              <a
                href={`${base}/export.csv?table=${table}&mark=1`}
                aria-label={text.excelOf(text.tables[table])}
                download
              >
                {text.forExcel}
              </a>
              <a
                href={`/api/v1/import-template.csv?table=${table}`}
                aria-label={text.templateOf(text.tables[table])}
                download
              >
                {text.template}
              </a>
            </p>
          </li>
        ))}
      </ul>
      <p className="hint">{text.exportHint}</p>
    </>
  )
}
