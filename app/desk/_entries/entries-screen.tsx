"use client"

import { entries as text } from "../../_messages/desk.en.ts"
import { type DeskContextValue, DeskProvider } from "../desk-context.tsx"
import { EntryForm } from "./entry-form.tsx"
import { ENTRY_KINDS, type EntryKind } from "./entry-kinds.ts"

const SHOWN = 8

/** What the negotiation knows, kind by kind, with a form beside each for those who may add. */
export function EntriesScreen({ value }: { value: DeskContextValue }) {
  const { data, isEditor } = value
  return (
    <DeskProvider value={value}>
      {ENTRY_KINDS.map((kind) => {
        const present = kind.present(data)
        return (
          <section key={kind.id} id={kind.id} className="desk-entries" aria-labelledby={`${kind.id}-heading`}>
            <div>
              <h2 id={`${kind.id}-heading`} className="section-title">
                {text.kinds[kind.id].heading} <span className="meta">{present.length}</span>
              </h2>
              {present.length === 0 && <p className="hint">{text.none}</p>}
              <Present items={present.slice(0, SHOWN)} />
              {present.length > SHOWN && (
                <details className="desk-fold">
                  <summary>{text.rest(present.length - SHOWN)}</summary>
                  <Present items={present.slice(SHOWN)} />
                </details>
              )}
            </div>
            {isEditor && <EntryForm kind={kind} />}
          </section>
        )
      })}
    </DeskProvider>
  )
}

function Present({ items }: { items: ReturnType<EntryKind["present"]> }) {
  return (
    <ul className="desk-present">
      {items.map(({ id, name, detail }) => (
        <li key={id}>
          <span dir="auto">{name}</span>
          {detail && (
            <span className="meta" dir="auto">
              {detail}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
