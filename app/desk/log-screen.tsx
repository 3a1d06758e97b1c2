"use client"

import { useEffect, useState } from "react"
import { useTRPCClient } from "../_trpc/browser.tsx"
import { FoundWords } from "./_drafts/found-words.tsx"
import { dropCopy, type LocalCopy, strayCopies } from "./_drafts/local-copies.ts"
import { StatementForm } from "./_form/statement-form.tsx"
import { emptyValues, newId, storedDocument } from "./_form/statement-values.ts"
import { type DeskContextValue, DeskProvider } from "./desk-context.tsx"
import { useFocusGoesOn } from "./use-form-habits.ts"

/** A new statement; its id is given here, so that a retry after a lost answer is harmless. */
export function LogScreen({ value, document }: { value: DeskContextValue; document: string | undefined }) {
  const [id] = useState(() => newId("s"))
  const [taken, setTaken] = useState<LocalCopy | null>(null)
  const { data, me } = value
  const known = data.documents.find(({ id }) => id === document)
  const empty = emptyValues()
  const initial = known ? { ...empty, documents: [storedDocument(known.id)] } : empty
  return (
    <DeskProvider value={value}>
      <StrayWords me={me.id} slug={data.slug} onTake={setTaken} />
      {taken ? (
        <StatementForm
          key={taken.statement}
          first={{ kind: "new", id: taken.statement }}
          initial={empty}
          begin={taken.values}
        />
      ) : (
        <StatementForm first={{ kind: "new", id }} initial={initial} />
      )}
    </DeskProvider>
  )
}

/** Statements that were begun in this browser and never reached the server. */
function StrayWords({ me, slug, onTake }: { me: string; slug: string; onTake: (copy: LocalCopy) => void }) {
  const client = useTRPCClient()
  const [copies, setCopies] = useState<LocalCopy[]>([])
  useEffect(() => {
    void strayCopies({ me, slug }).then(setCopies)
  }, [me, slug])
  const [copy] = copies
  useFocusGoesOn(copy !== undefined, () =>
    document.querySelector<HTMLElement>(".desk-form [name=gist]")?.focus(),
  )
  if (!copy) return null
  const settle = () => setCopies((all) => all.filter((other) => other !== copy))
  return (
    <FoundWords
      key={copy.statement}
      copy={copy}
      older={false}
      onTake={async () => {
        // the server may have had it after all, and only its answer was lost: then it goes on as that draft
        const stored = await client.drafts.get.query({ slug, id: copy.statement }).catch(() => undefined)
        if (stored)
          return window.location.assign(`/desk/${slug}/statements/${encodeURIComponent(copy.statement)}`)
        setCopies([])
        onTake(copy)
      }}
      onDrop={() => {
        dropCopy({ me, slug }, copy.statement)
        settle()
      }}
    />
  )
}
