import type { ReactNode } from "react"
import { ALERT_KINDS, type SubscriptionFilter } from "../../../server/domain/alert-rules.ts"
import { KIND_WORDS } from "../../../server/domain/filter-words.ts"
import { kindNames, what as text } from "../../_messages/alerts.en.ts"
import type { Offered } from "../filter-query.ts"
import { WhatFold } from "./what-fold.tsx"

/** The fields of a filter, named as an address names them; `filterOfQuery` reads them back. */
export function WhatFields({ offered, filter }: { offered: Offered; filter: SubscriptionFilter }) {
  const { parties = [], people = [], issues = [], options = [], kinds = [] } = filter
  return (
    <>
      {offered.parties.length > 0 && (
        <Ticks legend={text.parties} chosen={parties.length}>
          <ul className="alert-ticks alert-ticks-many">
            {offered.parties.map(({ id, name }) => (
              <Tick key={id} name="party" value={id} label={name} chosen={parties} />
            ))}
          </ul>
        </Ticks>
      )}
      {offered.issues.length + offered.options.length > 0 && (
        <Ticks legend={text.agenda} hint={text.agendaHint} chosen={issues.length + options.length}>
          <ul className="alert-ticks alert-ticks-many">
            {offered.issues.map((issue) => (
              <Tick key={issue.id} name="issue" value={issue.id} label={issue.title} chosen={issues} strong>
                <ul className="alert-ticks">
                  {issue.options.map(({ id, text: label }) => (
                    <Tick key={id} name="option" value={id} label={label} chosen={options} />
                  ))}
                </ul>
              </Tick>
            ))}
            {offered.options.map(({ id, text: label }) => (
              <Tick key={id} name="option" value={id} label={label} chosen={options} />
            ))}
          </ul>
        </Ticks>
      )}
      {offered.people.length > 0 && (
        <Ticks legend={text.people} chosen={people.length}>
          <ul className="alert-ticks alert-ticks-many">
            {offered.people.map(({ id, name }) => (
              <Tick key={id} name="person" value={id} label={name} chosen={people} />
            ))}
          </ul>
        </Ticks>
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
    </>
  )
}

/** Boxes to tick under one summary, which says how many are; open where any was when the page came. */
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
    <WhatFold
      summary={
        <>
          {legend} <span className="hint">{chosen === 0 ? text.all : text.chosen(chosen)}</span>
        </>
      }
      isOpen={chosen > 0}
    >
      <fieldset>
        <legend className="visually-hidden">{legend}</legend>
        {hint && <p className="hint">{hint}</p>}
        {children}
      </fieldset>
    </WhatFold>
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
