"use client"

import { useState } from "react"
import { StatementForm } from "./_form/statement-form.tsx"
import { emptyValues, newId, storedDocument } from "./_form/statement-values.ts"
import { type DeskContextValue, DeskProvider } from "./desk-context.tsx"

/** A new statement; its id is given here, so that a retry after a lost answer is harmless. */
export function LogScreen({ value, document }: { value: DeskContextValue; document: string | undefined }) {
  const [first] = useState(() => ({ kind: "new" as const, id: newId("s") }))
  const known = value.data.documents.find(({ id }) => id === document)
  const initial = emptyValues()
  return (
    <DeskProvider value={value}>
      <StatementForm
        first={first}
        initial={known ? { ...initial, documents: [storedDocument(known.id)] } : initial}
      />
    </DeskProvider>
  )
}
