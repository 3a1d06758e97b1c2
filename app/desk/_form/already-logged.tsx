"use client"

import { useState } from "react"
import { useFormContext } from "react-hook-form"
import { isQuotable } from "../../../server/domain/public-statement.ts"
import { SaidAt } from "../../_components/dates.tsx"
import { SourceList } from "../../_components/sources.tsx"
import { listing } from "../../_messages/en.ts"
import { alreadyLogged as text } from "../../_messages/signals.en.ts"
import { useDesk } from "../desk-context.tsx"
import type { StatementValues } from "./statement-values.ts"
import { newTo, useAddSource } from "./use-add-source.ts"
import { type Similar, useSimilar } from "./use-similar.ts"
import type { Stage } from "./use-statement.ts"

/** Statements that may be the same words: the document at hand is then another source of one, not a second statement. */
export function AlreadyLogged({ stage, ...adding }: { stage: Stage } & Parameters<typeof useAddSource>[1]) {
  const { data } = useDesk()
  const values = useFormContext<StatementValues>().getValues()
  const found = useSimilar(data.slug, stage.id, values, stage.kind !== "published")
  const [other, setOther] = useState<ReadonlySet<string>>(new Set())
  const { add, working, wrong } = useAddSource(data.slug, adding)
  const shown = found.filter(({ id }) => !other.has(id))
  return (
    <>
      <p className="visually-hidden" role="status">
        {shown.length > 0 && text.found(shown.length)}
      </p>
      {shown.length > 0 && (
        <section className="similar" aria-label={text.heading}>
          <h2 className="desk-legend">{text.heading}</h2>
          <ul>
            {shown.map((one) => (
              <li key={one.id}>
                <Candidate similar={one} />
                {wrong?.id === one.id && <p className="desk-wrong">{wrong.detail}</p>}
                <Answer
                  similar={one}
                  values={values}
                  working={working}
                  onAdd={() => add(one, values)}
                  onOther={() => setOther(new Set([...other, one.id]))}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Candidate({ similar }: { similar: Similar }) {
  const { data } = useDesk()
  const { content, certainty, signs, status, documents } = similar
  const speaker = data.people.find((person) => person.id === content.speaker)?.name
  return (
    <>
      <p className="similar-head">
        <b>{text.certainty[certainty]}</b>
        {signs.length > 0 && <span className="meta">{listing(signs.map((sign) => text.signs[sign]))}</span>}
        {status !== "published" && <span className="meta">{text.status[status]}</span>}
      </p>
      <p className="gist" dir="auto">
        <a
          href={`/desk/${data.slug}/statements/${encodeURIComponent(similar.id)}`}
          target="_blank"
          rel="noreferrer"
        >
          {content.gist || text.noGist}
        </a>
      </p>
      {isQuotable(content) && (
        <blockquote className="quotation" dir="auto">
          <q>{content.quote}</q>
        </blockquote>
      )}
      <p className="meta">
        <bdi>{speaker ?? content.institution ?? content.speakerAsDescribed}</bdi>,{" "}
        <SaidAt at={content.saidAt} />
      </p>
      <SourceList statement={{ documents, via: content.via }} />
    </>
  )
}

function Answer({
  similar,
  values,
  working,
  onAdd,
  onOther,
}: {
  similar: Similar
  values: StatementValues
  working: boolean
  onAdd: () => void
  onOther: () => void
}) {
  const fresh = newTo(similar, values).length
  return (
    <>
      <p className="hint">
        {values.documents.length === 0
          ? text.noDocument
          : fresh === 0
            ? text.thereAlready
            : similar.status === "published"
              ? text.inPublic
              : text.inDraft}
      </p>
      <p className="desk-actions">
        {fresh > 0 && (
          <button
            type="button"
            className="button"
            aria-disabled={working}
            aria-label={text.addNamed(fresh, similar.content.gist)}
            onClick={onAdd}
          >
            {working ? text.adding : text.add(fresh)}
          </button>
        )}
        <button
          type="button"
          className="desk-quiet"
          aria-label={text.otherNamed(similar.content.gist)}
          onClick={onOther}
        >
          {text.other}
        </button>
      </p>
    </>
  )
}
