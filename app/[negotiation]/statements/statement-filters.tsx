import { STANCES, type Stance } from "../../../server/domain/vocabulary.ts"
import { STANCE_WORDS } from "../../../server/domain/wording.ts"
import { statementsHref } from "../../_components/addresses.ts"
import { statements as text } from "../../_messages/en.ts"
import type { NegotiationDetail } from "../../_trpc/reader-api.ts"

export interface Filter {
  q: string | undefined
  party: string | undefined
  person: string | undefined
  option: string | undefined
  stance: Stance | undefined
  from: string | undefined
  to: string | undefined
}

/** A plain form: what is filtered stands in the address, so it can be shared and works without JavaScript. */
export function StatementFilters({
  negotiation,
  filter,
  filtered,
}: {
  negotiation: NegotiationDetail
  filter: Filter
  filtered: boolean
}) {
  const { slug, parties, people, issues, options } = negotiation
  return (
    <section aria-labelledby="filters-title">
      <h2 id="filters-title" className="section-title">
        {text.filters}
      </h2>
      <form action={statementsHref(slug)} className="filters">
        <Field label={text.q}>
          <input className="field" type="search" name="q" defaultValue={filter.q} />
        </Field>
        <Choice label={text.party} name="party" value={filter.party}>
          {parties.map((party) => (
            <option key={party.id} value={party.id}>
              {party.name}
            </option>
          ))}
        </Choice>
        <Choice label={text.person} name="person" value={filter.person}>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </Choice>
        <Choice label={text.option} name="option" value={filter.option}>
          {issues.map((issue) => (
            <optgroup key={issue.id} label={issue.title}>
              {options
                .filter((option) => option.issue === issue.id)
                .map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.text}
                  </option>
                ))}
            </optgroup>
          ))}
        </Choice>
        <Choice label={text.stance} name="stance" value={filter.stance}>
          {STANCES.map((stance) => (
            <option key={stance} value={stance}>
              {STANCE_WORDS[stance]}
            </option>
          ))}
        </Choice>
        <div className="filters-row">
          <Field label={text.from}>
            <input className="field" type="date" name="from" defaultValue={filter.from} />
          </Field>
          <Field label={text.to}>
            <input className="field" type="date" name="to" defaultValue={filter.to} />
          </Field>
        </div>
        <p className="flex flex-wrap items-center gap-4">
          <button type="submit" className="button button-primary">
            {text.apply}
          </button>
          {filtered && <a href={statementsHref(slug)}>{text.clear}</a>}
        </p>
      </form>
    </section>
  )
}

function Field({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="label">
      {label}
      {children}
    </label>
  )
}

function Choice({
  label,
  name,
  value,
  children,
}: {
  label: string
  name: string
  value: string | undefined
  children: React.ReactNode
}) {
  return (
    <Field label={label}>
      <select className="field" name={name} defaultValue={value ?? ""}>
        <option value="">{text.any}</option>
        {children}
      </select>
    </Field>
  )
}
