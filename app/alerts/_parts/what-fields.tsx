import type { ReactNode } from "react"
import { ALERT_KINDS, type SubscriptionFilter } from "../../../server/domain/alert-rules.ts"
import { KIND_WORDS } from "../../../server/domain/filter-words.ts"
import { kindNames, what as text } from "../../_messages/alerts.en.ts"
import type { NegotiationSummary } from "../../_trpc/reader-api.ts"
import type { Choices } from "../filter-query.ts"

/** The fields of a filter, named as an address names them; `filterOfQuery` reads them back. */
export function WhatFields({
  negotiations,
  choices,
  filter,
}: {
  /** Null where it is settled which one it is about. */
  negotiations: readonly Pick<NegotiationSummary, "slug" | "title">[] | null
  /** Null where it is about every negotiation. */
  choices: Choices | null
  filter: SubscriptionFilter
}) {
  const { parties = [], people = [], issues = [], options = [], kinds = [] } = filter
  return (
    <div className="alert-fields">
      {negotiations && (
        <label className="alert-field">
          {text.negotiation}
          <select className="field" name="negotiation" defaultValue={choices?.slug ?? ""}>
            <option value="">{text.any}</option>
            {negotiations.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
          {choices === null && <span className="hint">{text.anyHint}</span>}
        </label>
      )}
      {choices && (
        <>
          <Ticks legend={text.parties} chosen={parties.length}>
            <ul className="alert-ticks alert-ticks-many">
              {choices.parties.map(({ id, name }) => (
                <Tick key={id} name="party" value={id} label={name} chosen={parties} />
              ))}
            </ul>
          </Ticks>
          <Ticks legend={text.agenda} hint={text.agendaHint} chosen={issues.length + options.length}>
            <ul className="alert-ticks alert-ticks-many">
              {choices.issues.map((issue) => (
                <Tick key={issue.id} name="issue" value={issue.id} label={issue.title} chosen={issues} strong>
                  <ul className="alert-ticks">
                    {choices.options
                      .filter((option) => option.issue === issue.id)
                      .map(({ id, text: label }) => (
                        <Tick key={id} name="option" value={id} label={label} chosen={options} />
                      ))}
                  </ul>
                </Tick>
              ))}
            </ul>
          </Ticks>
          <Ticks legend={text.people} chosen={people.length}>
            <ul className="alert-ticks alert-ticks-many">
              {choices.people.map(({ id, name }) => (
                <Tick key={id} name="person" value={id} label={name} chosen={people} />
              ))}
            </ul>
          </Ticks>
        </>
      )}
      <Ticks legend={text.kinds} hint={text.kindsHint} chosen={kinds.length}>
        <ul className="alert-ticks alert-ticks-many">
          {ALERT_KINDS.map((kind) => (
            <Tick
              key={kind}
              name="kind"
              value={kind}
              label={kindNames[kind].name}
              hint={kindNames[kind].hint}
              chosen={kinds}
            />
          ))}
          {/* kinds of the log, which programs ask for by name */}
          {Object.entries(KIND_WORDS)
            .filter(([kind]) => kind.includes(".") && kinds.includes(kind))
            .map(([kind, label]) => (
              <Tick key={kind} name="kind" value={kind} label={label} hint={kind} chosen={kinds} />
            ))}
        </ul>
      </Ticks>
      <label className="alert-field">
        {text.words}
        <input className="field" name="text" dir="auto" maxLength={200} defaultValue={filter.text} />
        <span className="hint">{text.wordsHint}</span>
      </label>
    </div>
  )
}

/** Boxes to tick under one summary, which says how many are; open where any is. */
function Ticks({
  legend,
  hint,
  chosen,
  children,
}: {
  legend: string
  hint?: string
  chosen: number
  children: ReactNode
}) {
  return (
    <details className="alert-fold" open={chosen > 0}>
      <summary>
        {legend} <span className="hint">{chosen === 0 ? text.all : text.chosen(chosen)}</span>
      </summary>
      <fieldset>
        <legend className="visually-hidden">{legend}</legend>
        {hint && <p className="hint">{hint}</p>}
        {children}
      </fieldset>
    </details>
  )
}

function Tick({
  name,
  value,
  label,
  hint,
  chosen,
  strong = false,
  children,
}: {
  name: string
  value: string
  label: string
  hint?: string
  chosen: readonly string[]
  strong?: boolean
  children?: ReactNode
}) {
  return (
    <li>
      <label className={strong ? "alert-tick font-semibold" : "alert-tick"}>
        <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
        <span>
          <span dir="auto">{label}</span>
          {hint && <span className="hint block">{hint}</span>}
        </span>
      </label>
      {children}
    </li>
  )
}
