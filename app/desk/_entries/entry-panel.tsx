"use client"

import { useEffect, useMemo, useRef } from "react"
import { entries as text } from "../../_messages/entries.en.ts"
import { ActForm } from "./act-form.tsx"
import { optionsOf } from "./agenda-kind.ts"
import { CodedStatements } from "./coded-statements.tsx"
import { type Book, type Done, isOffered, type Kind, nameIn } from "./entry-book.ts"
import { MergeAct } from "./merge-act.tsx"
import { OrderList } from "./order-list.tsx"

interface Props {
  book: Book
  kind: Kind
  id: string
  isEditor: boolean
  again: () => Promise<unknown>
  onDone: (done: Done) => void
  onDirty: (act: string, dirty: boolean) => void
  onClose: () => void
}

/** One entry: what rests on it, what it is, and what can be done to it. */
export function EntryPanel({ book, kind, id, isEditor, again, onDone, onDirty, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const entry = useMemo(() => {
    const all = kind.list(book)
    // the id of a merged entry leads to the one that is kept
    return all.find((one) => one.id === id) ?? all.find((one) => one.search.includes(id))
  }, [book, kind, id])
  const acts = useMemo(
    () => (entry ? kind.acts(book, entry.id).filter((act) => isOffered(act, isEditor)) : []),
    [book, kind, entry, isEditor],
  )
  useEffect(() => heading.current?.focus(), [])
  if (!entry) return <p className="hint">{text.gone}</p>
  const [first, ...others] = acts
  const option = kind.id === "options" && book.entries.options.find((one) => one.id === entry.id)
  const opensAtOnce = first?.id === "edit"
  const folded = opensAtOnce ? others : acts
  const common = { again, onDone, onDirty }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the panel from wherever the focus is in it
    <div
      className="entry-panel"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <button type="button" className="desk-quiet entry-back" onClick={onClose}>
        {text.back}
      </button>
      <h2 ref={heading} tabIndex={-1} className="section-title" dir="auto">
        {entry.name}
      </h2>
      <About book={book} kind={kind} id={entry.id} />
      {!opensAtOnce && <Facts facts={kind.facts(book, entry.id)} />}
      {opensAtOnce && first && <ActForm key={`${kind.id} ${entry.id}`} act={first} {...common} />}
      {kind.id === "issues" && isEditor && optionsOf(book, entry.id).length > 1 && (
        <section className="entry-part">
          <h3 className="desk-legend">{text.issue.order}</h3>
          <OrderList
            slug={book.slug}
            kind="options"
            again={again}
            items={optionsOf(book, entry.id).map(({ id, text }) => ({ id, name: text }))}
          />
        </section>
      )}
      {option && option.uses > 0 && (
        // whoever splits or closes an option goes through what was coded on it
        <section className="entry-part">
          <h3 className="desk-legend">{text.option.coded}</h3>
          <CodedStatements slug={book.slug} option={option.id} />
        </section>
      )}
      {folded.map((act) => (
        <details key={`${entry.id} ${act.id}`} className="desk-fold entry-part">
          <summary>{act.title}</summary>
          <ActForm act={act} {...common} />
        </details>
      ))}
      {kind.id === "people" && isEditor && book.entries.people.length > 1 && (
        <details key={`${entry.id} merge`} className="desk-fold entry-part">
          <summary>{text.person.merge}</summary>
          <MergeAct
            book={book}
            id={entry.id}
            again={again}
            onMerged={(said, kept) => onDone({ said, open: { kind: "people", id: kept } })}
          />
        </details>
      )}
    </div>
  )
}

/** What rests on the entry, with the way to it, and where else it is known. */
function About({ book, kind, id }: { book: Book; kind: Kind; id: string }) {
  const { slug, entries } = book
  switch (kind.id) {
    case "people": {
      const person = entries.people.find((one) => one.id === id)
      if (!person) return null
      return (
        <p className="meta entry-about">
          {text.id} {id}
          {" · "}
          <a href={`/${slug}/statements?person=${id}`}>{text.uses.people(person.uses)}</a>
          {person.elsewhere > 0 && ` · ${text.elsewhere(person.elsewhere)}`}
          {person.merged.length > 0 && ` · ${text.mergedIds(person.merged)}`}
        </p>
      )
    }
    case "actors": {
      const actor = entries.actors.find((one) => one.id === id)
      if (!actor) return null
      return (
        <p className="meta entry-about">
          {text.id} {id}
          {" · "}
          <a href={`/${slug}/statements?party=${id}`}>{text.uses.actors(actor.uses)}</a>
          {actor.elsewhere > 0 && ` · ${text.elsewhere(actor.elsewhere)}`}
        </p>
      )
    }
    case "sources": {
      const source = entries.sources.find((one) => one.id === id)
      if (!source) return null
      return (
        <p className="meta entry-about">
          {text.id} {id} · {text.uses.sources(source.uses)}
          {source.elsewhere > 0 && ` · ${text.elsewhere(source.elsewhere)}`}
        </p>
      )
    }
    case "options": {
      const option = entries.options.find((one) => one.id === id)
      if (!option) return null
      const issues = entries.issues.map(({ id, title }) => ({ id, name: title }))
      return (
        <p className="meta entry-about">
          {text.id} {id} · {nameIn(issues, option.issue)} ·{" "}
          <a href={`/${slug}/statements?option=${id}`}>{text.uses.options(option.uses)}</a>
        </p>
      )
    }
    case "settings":
      return null
    default:
      return (
        <p className="meta entry-about">
          {text.id} {id}
        </p>
      )
  }
}

function Facts({ facts }: { facts: [string, string][] }) {
  const known = facts.filter(([, value]) => value !== "")
  return (
    <dl className="details-list">
      {known.map(([label, value]) => (
        <div key={label} className="contents">
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
