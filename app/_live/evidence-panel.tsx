"use client"

import { useEffect, useRef } from "react"
import type { Board } from "../../server/domain/board.ts"
import { optionPhrase } from "../../server/domain/wording.ts"
import { boardHref, type Clocks } from "../_components/addresses.ts"
import { findCell } from "../_components/board-layout.ts"
import { CellEvidence } from "../_components/cell-evidence.tsx"
import { namesOfBoard } from "../_components/names.ts"
import { PairEvidence } from "../_components/pair-evidence.tsx"
import { evidence as text } from "../_messages/en.ts"
import type { Opened, Statements } from "./use-evidence.ts"

/** Wide enough for the evidence to stand beside the board; keep in step with evidence.css. */
const BESIDE = "(min-width: 80rem)"

/** Evidence beside the board, or over it on narrow screens. The server's page already shows what its address asks for. */
export function EvidencePanel({
  opened,
  initiallyOpen,
  board,
  clocks,
  statements,
  now,
  close,
}: {
  opened: Opened
  initiallyOpen: boolean
  board: Board
  clocks: Clocks
  statements: Statements
  now: number
  close: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const name = opened && ("cell" in opened ? opened.cell : `issue ${opened.issue}`)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (name === null) {
      if (element.open) element.close()
      return
    }
    const beside = window.matchMedia(BESIDE).matches
    if (!beside && !element.matches(":modal")) {
      element.close()
      element.showModal()
    } else if (!element.open) element.show()
    heading.current?.focus({ preventScroll: beside })
  }, [name])

  const found = opened && "cell" in opened ? findCell(board, opened.cell) : undefined
  const issue = opened && "issue" in opened ? board.issues.find((i) => i.id === opened.issue) : undefined
  const title = found
    ? text.title(found.party.name, optionPhrase(found.option.id, board))
    : issue
      ? text.pairTitle(issue.title)
      : text.notFound
  const shared = { slug: board.negotiation, names: namesOfBoard(board), statements }
  return (
    <dialog
      ref={dialog}
      className="evidence"
      open={initiallyOpen}
      aria-labelledby="evidence-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      {opened && (
        <>
          <div className="evidence-head">
            <h2 id="evidence-title" ref={heading} tabIndex={-1} dir="auto">
              {title}
            </h2>
            <a
              className="button"
              href={boardHref(board.negotiation, clocks)}
              onClick={(event) => {
                event.preventDefault()
                close()
              }}
            >
              {text.close}
            </a>
          </div>
          {found && <CellEvidence {...shared} found={found} now={now} />}
          {issue && <PairEvidence {...shared} issue={issue} />}
        </>
      )}
    </dialog>
  )
}
