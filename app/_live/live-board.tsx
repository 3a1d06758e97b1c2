"use client"

import { useEffect, useMemo, useRef, useState } from "react"
import type { Board } from "../../server/domain/board.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import { changeSentence } from "../../server/domain/wording.ts"
import { boardHref, type Clocks } from "../_components/addresses.ts"
import type { CellMark } from "../_components/board-cell.tsx"
import { findCell, pairTally, statementsBehind } from "../_components/board-layout.ts"
import { BoardTable } from "../_components/board-table.tsx"
import { Legend } from "../_components/legend.tsx"
import { live as liveText, board as text } from "../_messages/en.ts"
import { keepOneTabStop, makeCurrent, moveByKey } from "./board-keys.ts"
import { EvidencePanel } from "./evidence-panel.tsx"
import type { Received } from "./follow-board.ts"
import { FreshnessLine } from "./freshness-line.tsx"
import { KeysDialog } from "./keys-dialog.tsx"
import { LatestStatements } from "./latest-statements.tsx"
import { useAway } from "./use-away.ts"
import { type Opened, useOpened, useStatements } from "./use-evidence.ts"
import { useFollowedBoard } from "./use-followed-board.ts"

export interface LiveBoardProps {
  board: Board
  latest: PublicStatement[]
  total: number | null
  clocks: Clocks
  /** The instant of the page, epoch ms, and in words. */
  now: number
  madeAt: string
  opened: Opened
  /** Statements behind what is open, read by the server. */
  statements: PublicStatement[]
  show: string | undefined
  /** False for a board of the past. */
  live: boolean
  /** The form for another date, made by the server. */
  children: React.ReactNode
}

/** The board as it lives in the page: the server's markup first, then kept true by the log. */
export function LiveBoard(props: LiveBoardProps) {
  const { clocks, now, show, live } = props
  const followed = useFollowedBoard(props.board, live)
  const { board, received } = followed
  const away = useAway(followed)
  const [opened, open] = useOpened(props.opened)
  const statements = useStatements(board.negotiation, wantedBy(opened, board), props.statements, received)
  const grid = useRef<HTMLDivElement>(null)
  const [interactive, setInteractive] = useState(false)
  useEffect(() => setInteractive(true), [])
  useEffect(() => {
    if (grid.current && interactive && board) keepOneTabStop(grid.current)
  }, [interactive, board])
  const marks = useMemo(() => marksOf(received), [received])

  const close = () => {
    open(null)
    grid.current?.querySelector<HTMLElement>('[data-current="true"]')?.focus()
  }
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape" && opened && !document.querySelector("dialog:modal")) close()
    }
    document.addEventListener("keydown", leave)
    return () => document.removeEventListener("keydown", leave)
  })

  return (
    <>
      <div className="board-bar">
        {live ? <FreshnessLine followed={followed} madeAt={props.madeAt} /> : <span>{liveText.past}</span>}
        <Tallies board={board} clocks={clocks} />
        {props.children}
      </div>
      {away.missed !== null && (
        <div className="away" role="status">
          <p>{away.missed === "reread" ? liveText.awayReread : liveText.away(away.missed)}</p>
          <button type="button" className="button" onClick={away.dismiss}>
            {liveText.dismiss}
          </button>
        </div>
      )}
      {show && (
        <p className="past">
          {text.showing(show)} <a href={boardHref(board.negotiation, clocks)}>{text.showAll}</a>
        </p>
      )}
      <div className="board-page">
        <h2 className="visually-hidden">{text.heading}</h2>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks of the grid within, which is interactive */}
        <div
          ref={grid}
          onClick={(event) => {
            const link = linkOf(event)
            if (!link) return
            event.preventDefault()
            makeCurrent(event.currentTarget, link)
            open(openedBy(link))
          }}
          onKeyDown={(event) => {
            if (!(event.target instanceof HTMLElement)) return
            if (moveByKey(event.currentTarget, event.target, event.key, event.ctrlKey)) event.preventDefault()
          }}
        >
          {board.issues.length === 0 ? (
            <div className="empty">
              <p>{text.empty}</p>
              <p>{text.emptyNext}</p>
            </div>
          ) : (
            <BoardTable
              board={board}
              clocks={clocks}
              now={now}
              marks={marks}
              open={opened && "cell" in opened ? opened.cell : null}
              interactive={interactive}
              show={show}
            />
          )}
          <div className="mt-5">
            <Legend />
          </div>
        </div>
        <aside className="board-aside">
          <EvidencePanel
            {...{ opened, board, clocks, statements, now, close }}
            initiallyOpen={props.opened !== null}
          />
          <LatestStatements initial={props.latest} board={board} received={received} total={props.total} />
        </aside>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {announcement(received, board)}
      </p>
      <KeysDialog />
    </>
  )
}

/** Counts with what they cover; each leads to what was counted. */
function Tallies({ board, clocks }: { board: Board; clocks: Clocks }) {
  const tally = pairTally(board)
  const issues = tally.reduce((sum, { n }) => sum + n, 0)
  if (tally.length === 0) return null
  return (
    <span className="tallies">
      {text.pairs(issues)}
      {tally.map(({ state, n }) => (
        <a key={state} href={boardHref(board.negotiation, { ...clocks, show: state })}>
          {text.pairCount(n, state)}
        </a>
      ))}
    </span>
  )
}

function marksOf(received: Received[]): ReadonlyMap<string, ReadonlyMap<string, CellMark>> {
  const marks = new Map<string, Map<string, CellMark>>()
  for (const { change, at } of received) {
    for (const { party, option } of change.cells) {
      marks.set(option, new Map(marks.get(option)).set(party, { at }))
    }
  }
  return marks
}

/** One sentence for the last change; where many came at once, the notice of what was missed speaks instead. */
function announcement(received: Received[], board: Board): string {
  const last = received.at(-1)
  return last ? changeSentence(last.change, board) : ""
}

function wantedBy(opened: Opened, board: Board): string[] {
  if (!opened) return []
  if ("issue" in opened) {
    return (
      board.issues.find((issue) => issue.id === opened.issue)?.pairs.flatMap((pair) => pair.statements) ?? []
    )
  }
  const found = findCell(board, opened.cell)
  return found ? statementsBehind(found.cell) : []
}

/** The link of the board that a plain click means; a click that asks for a new tab stays the browser's. */
function linkOf(event: React.MouseEvent): HTMLElement | null {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return null
  return event.target instanceof Element
    ? event.target.closest<HTMLElement>("a[data-cell], a[data-issue]")
    : null
}

function openedBy({ dataset }: HTMLElement): Opened {
  if (dataset.cell) return { cell: dataset.cell }
  return dataset.issue ? { issue: dataset.issue } : null
}
