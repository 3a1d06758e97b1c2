import type { Metadata } from "next"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { AUDIT_SUBJECTS } from "../../../../server/domain/vocabulary.ts"
import { AuditList } from "../../../_audit/audit-list.tsx"
import { one, type Query } from "../../../_components/query.ts"
import { audit as text } from "../../../_messages/audit.en.ts"
import { orRefusal } from "../../../account/caller.ts"
import { Trail } from "../../_parts/trail.tsx"
import { foundAtDesk } from "../../desk-data.ts"
import { atDesk, isEditorAtDesk } from "../../gate.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Query>
}

export const metadata: Metadata = { title: text.heading }

export default async function AuditPage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const path = `/desk/${slug}/audit`
  const who = await atDesk(path)
  if ("instead" in who) return who.instead
  const { api, own } = who
  const { title, timeZone } = await foundAtDesk(api.negotiations.get({ slug }))
  const query = await searchParams
  const asked = {
    about: AUDIT_SUBJECTS.find((each) => each === one(query, "about")),
    subject: one(query, "subject"),
    by: one(query, "by"),
    from: one(query, "from"),
    to: one(query, "to"),
  }
  const trail = <Trail slug={slug} title={title} current="audit" />
  if (!isEditorAtDesk(own)) {
    return (
      <main id="content" className="page">
        {trail}
        <div className="lead">
          <h1 className="headline">{text.onlyEditors}</h1>
          <p className="standfirst">{text.onlyEditorsText}</p>
        </div>
      </main>
    )
  }
  const page = await orRefusal(api.audit.list({ slug, ...asked, cursor: one(query, "cursor") }))
  const people = isRefusal(page) ? [] : page.people
  const filtered = Object.values(asked).some((value) => value !== undefined)
  const href = (more: Record<string, string>) => `${path}?${new URLSearchParams(more)}`
  const kept = Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  )
  return (
    <main id="content" className="page">
      {trail}
      <h1 className="headline desk-heading">{text.heading}</h1>
      <p className="standfirst">{text.standfirst}</p>
      <div className="audit-page">
        <form action={path} className="audit-filters" aria-label={text.filters}>
          {asked.subject && (
            <>
              <p className="hint">{text.only(asked.subject)}</p>
              <input type="hidden" name="subject" value={asked.subject} />
            </>
          )}
          <Choice label={text.about} name="about" value={asked.about} all={text.anything}>
            {AUDIT_SUBJECTS.map((each) => (
              <option key={each} value={each}>
                {text.subjects[each]}
              </option>
            ))}
          </Choice>
          <Choice label={text.by} name="by" value={asked.by} all={text.anybody}>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {id === "system" ? text.system : name}
              </option>
            ))}
          </Choice>
          <DateField label={text.from} name="from" value={asked.from} />
          <DateField label={text.to} name="to" value={asked.to} />
          <p className="hint">{text.dateHint}</p>
          <p className="desk-actions">
            <button type="submit" className="button">
              {text.show}
            </button>
            {filtered && <a href={path}>{text.showAll}</a>}
          </p>
        </form>
        <div>
          {isRefusal(page) ? (
            <p className="desk-wrong" role="alert">
              {text.wrong} {page.detail}
            </p>
          ) : (
            <>
              <AuditList
                items={page.items}
                zone={timeZone}
                hrefOf={(subject) =>
                  subject.startsWith("statement:")
                    ? `/desk/${slug}/statements/${encodeURIComponent(subject.slice("statement:".length))}`
                    : undefined
                }
                historyOf={(subject) => href({ subject })}
              />
              {page.nextCursor && (
                <p className="desk-actions">
                  <a className="button" href={href({ ...kept, cursor: page.nextCursor })}>
                    {text.earlier}
                  </a>
                </p>
              )}
            </>
          )}
        </div>
      </div>
    </main>
  )
}

function Choice({
  label,
  name,
  value,
  all,
  children,
}: {
  label: string
  name: string
  value: string | undefined
  all: string
  children: React.ReactNode
}) {
  return (
    <label className="desk-field">
      <span className="meta">{label}</span>
      <select className="field" name={name} defaultValue={value ?? ""}>
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  )
}

function DateField({ label, name, value }: { label: string; name: string; value: string | undefined }) {
  return (
    <label className="desk-field">
      <span className="meta">{label}</span>
      <input className="field" name={name} defaultValue={value} dir="ltr" autoComplete="off" />
    </label>
  )
}
