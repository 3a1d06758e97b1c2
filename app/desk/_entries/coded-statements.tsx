"use client"

import { useQuery } from "@tanstack/react-query"
import { dateWords } from "../../../server/domain/date-words.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { problemIn } from "../problem.ts"

/** The published statements that are coded on an option, each with the way to its correction; the latest said first. */
export function CodedStatements({ slug, option }: { slug: string; option: string }) {
  const trpc = useTRPC()
  const { data, error } = useQuery(trpc.statements.list.queryOptions({ slug, option, limit: 200 }))
  if (error) return <p className="desk-wrong">{problemIn(error).detail}</p>
  if (!data) return <p className="hint">{text.person.looking}</p>
  if (data.items.length === 0) return <p className="hint">{text.option.noneCoded}</p>
  return (
    <>
      <ul className="desk-rows">
        {data.items.map(({ id, gist, saidAt, speakerName }) => (
          <li key={id}>
            <span>
              <b dir="auto">{speakerName.name}</b>, <span className="meta">{dateWords(saidAt, "short")}</span>
              <br />
              <span dir="auto">{gist}</span>
            </span>
            <a href={`/desk/${slug}/statements/${encodeURIComponent(id)}`}>
              {text.option.correct}
              <span className="visually-hidden"> {id}</span>
            </a>
          </li>
        ))}
      </ul>
      {data.nextCursor && (
        <p>
          <a href={`/${slug}/statements?option=${option}`}>{text.option.allCoded(data.total)}</a>
        </p>
      )}
    </>
  )
}
