"use client"

import { useRef, useState } from "react"
import type { Board } from "../../server/domain/board.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import { moveSentence } from "../../server/domain/wording.ts"
import { statementsHref } from "../_components/addresses.ts"
import { namesOfBoard } from "../_components/names.ts"
import { StatementBrief } from "../_components/statement-brief.tsx"
import { live as liveText, latest as text } from "../_messages/en.ts"
import { ChangedAgo } from "./changed-ago.tsx"
import type { Received } from "./follow-board.ts"

const SHOWN = 8

/** The latest statements. New ones wait behind a button once the reader has scrolled; nothing that is being read moves. */
export function LatestStatements({
  initial,
  board,
  received,
  total,
}: {
  initial: PublicStatement[]
  board: Board
  received: Received[]
  total: number | null
}) {
  const place = useRef<HTMLElement>(null)
  const names = namesOfBoard(board)
  const fresh = received.filter(({ change }) => change.kind === "statement.published" && change.statement)
  const [released, setReleased] = useState(0)
  const [seen, setSeen] = useState(0)
  if (seen !== fresh.length) {
    setSeen(fresh.length)
    if (!hasScrolled(place.current)) setReleased(fresh.length)
  }
  const waiting = fresh.length - released
  const items = [...fresh.slice(0, released).reverse(), ...initial.map((statement) => ({ statement }))].slice(
    0,
    SHOWN,
  )
  return (
    <section className="latest" aria-labelledby="latest-title" ref={place}>
      <h2 id="latest-title" className="section-title mb-2.5">
        {text.heading}
      </h2>
      {waiting > 0 && (
        <button type="button" className="button new-statements" onClick={() => setReleased(fresh.length)}>
          {liveText.newStatements(waiting)}
        </button>
      )}
      {items.length === 0 && <p className="meta">{text.none}</p>}
      <ol className="feed">
        {items.map((item) => {
          const given = "change" in item ? item.change.statement : item.statement
          if (!given) return null
          const { statement, note } = nowOf(given, received)
          return (
            <li key={statement.id} data-changed={"change" in item ? "" : undefined}>
              {note && <p className="kicker">{note}</p>}
              <StatementBrief statement={statement} slug={board.negotiation} names={names} />
              {"change" in item && (
                <>
                  {item.change.cells.map((cell) => {
                    const sentence = moveSentence(cell, board)
                    return (
                      sentence && (
                        <p className="meta" key={`${cell.party} ${cell.option}`}>
                          {sentence}
                        </p>
                      )
                    )
                  })}
                  <ChangedAgo at={item.at} bare />
                </>
              )}
            </li>
          )
        })}
      </ol>
      <p className="pt-3 text-sm border-t border-line">
        <a href={statementsHref(board.negotiation)}>
          {total === null ? text.allPlain : text.all(total + fresh.length)}
        </a>
      </p>
    </section>
  )
}

/** A correction or withdrawal that arrives shows on the statement where it stands. */
function nowOf(
  statement: PublicStatement,
  received: Received[],
): { statement: PublicStatement; note: string | null } {
  const later = received.findLast(
    ({ change }) => change.statement?.id === statement.id && change.kind !== "statement.published",
  )?.change
  if (!later?.statement) return { statement, note: null }
  return {
    statement: later.statement,
    note: later.kind === "statement.withdrawn" ? text.withdrawn : text.corrected,
  }
}

/** Once the reader has scrolled the page, or the column, what stands in it may be what is being read. */
function hasScrolled(place: HTMLElement | null): boolean {
  const column = place?.closest(".board-aside")
  return place !== null && (window.scrollY > 40 || (column?.scrollTop ?? 0) > 0)
}
