"use client"

import { useState } from "react"
import { actions as text } from "../_messages/desk.en.ts"
import type { DraftNow } from "./_drafts/use-draft-live.ts"
import { Outcome } from "./_form/outcome.tsx"
import { StatementForm } from "./_form/statement-form.tsx"
import { valuesOf } from "./_form/statement-values.ts"
import { WithdrawForm } from "./_form/withdraw-form.tsx"
import { type DeskContextValue, DeskProvider } from "./desk-context.tsx"

/** A draft, or a statement that waits for review: edited, published, sent on or set aside. */
export function DraftScreen({ value, draft }: { value: DeskContextValue; draft: DraftNow }) {
  const [discarded, setDiscarded] = useState(false)
  const { id, version, status, content } = draft
  return (
    <DeskProvider value={value}>
      {discarded ? (
        <Outcome kind="discarded" id={id} />
      ) : (
        <>
          <StatementForm
            first={{ kind: "draft", id, version, status }}
            initial={valuesOf(content)}
            draft={draft}
          />
          <details className="desk-fold desk-withdraw">
            <summary>{text.discardHeading}</summary>
            <WithdrawForm id={id} isPublic={false} onDone={() => setDiscarded(true)} />
          </details>
        </>
      )}
    </DeskProvider>
  )
}
