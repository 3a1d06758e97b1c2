"use client"

import { useState } from "react"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { statementHref } from "../_components/addresses.ts"
import { namesOfBoard } from "../_components/names.ts"
import { SourceList } from "../_components/sources.tsx"
import { StatementBrief } from "../_components/statement-brief.tsx"
import { actions as text } from "../_messages/desk.en.ts"
import type { PublicStatementDetail } from "../_trpc/reader-api.ts"
import { Outcome } from "./_form/outcome.tsx"
import { StatementForm } from "./_form/statement-form.tsx"
import { valuesOf } from "./_form/statement-values.ts"
import { WithdrawForm } from "./_form/withdraw-form.tsx"
import { type DeskContextValue, DeskProvider } from "./desk-context.tsx"

type Doing = "look" | "correct" | "withdraw" | "withdrawn"

/** A statement that is public: corrected or withdrawn with a note, never edited. */
export function PublishedScreen({
  value,
  statement,
  content,
}: {
  value: DeskContextValue
  statement: PublicStatementDetail
  content: StatementContent | undefined
}) {
  const [doing, setDoing] = useState<Doing>("look")
  const { data } = value
  const { id, version } = statement
  if (doing === "correct" && content) {
    return (
      <DeskProvider value={value}>
        <StatementForm
          first={{ kind: "published", id, version }}
          initial={valuesOf(content)}
          onCancel={() => setDoing("look")}
          beside={
            <div className="desk-published">
              <h2 className="desk-legend">{text.asPublished}</h2>
              <StatementBrief statement={statement} slug={data.slug} names={namesOfBoard(data.board)} />
            </div>
          }
        />
      </DeskProvider>
    )
  }
  return (
    <DeskProvider value={value}>
      {doing === "withdrawn" && <Outcome kind="withdrawn" id={id} />}
      <div className="desk-one">
        <StatementBrief statement={statement} slug={data.slug} names={namesOfBoard(data.board)} />
        <SourceList statement={statement} />
        {statement.status === "published" && doing === "look" && (
          <p className="desk-actions">
            <button type="button" className="button button-primary" onClick={() => setDoing("correct")}>
              {text.startCorrect}
            </button>
            <button type="button" className="button" onClick={() => setDoing("withdraw")}>
              {text.withdraw}
            </button>
            <a className="button" href={statementHref(data.slug, id)}>
              {text.readPage}
            </a>
          </p>
        )}
        {doing === "withdraw" && (
          <section className="desk-part">
            <h2 className="section-title">{text.withdrawHeading}</h2>
            <WithdrawForm
              id={id}
              version={version}
              isPublic
              onDone={() => setDoing("withdrawn")}
              onCancel={() => setDoing("look")}
            />
          </section>
        )}
      </div>
    </DeskProvider>
  )
}
