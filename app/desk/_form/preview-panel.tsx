"use client"

import type { Board } from "../../../server/domain/board.ts"
import type { ChangedPair } from "../../../server/domain/change.ts"
import {
  cellWord,
  conditionSentence,
  moveSentence,
  optionPhrase,
  PAIR_WORDS,
} from "../../../server/domain/wording.ts"
import { preview as text } from "../../_messages/desk.en.ts"
import { useDesk } from "../desk-context.tsx"
import type { DeskData } from "../desk-data.ts"
import { partyName } from "./speaker-section.tsx"
import type { Preview, PreviewState } from "./use-preview.ts"

/** What this would change, before it does: cells from what to what, conditions, pairs. */
export function PreviewPanel({
  state,
  id,
  children,
}: {
  state: PreviewState
  id: string
  children?: React.ReactNode
}) {
  const { data } = useDesk()
  const { shown, problem, looking } = state
  return (
    <section id={id} className="desk-preview" aria-labelledby={`${id}-heading`} aria-busy={looking}>
      <h2 id={`${id}-heading`} className="desk-legend">
        {text.heading}
      </h2>
      {!shown && !problem && <p className="hint">{looking ? text.looking : text.waiting}</p>}
      {problem && (
        <p className="hint">
          {text.notYet} {problem.detail}
        </p>
      )}
      {shown && (
        <ul className="desk-effects" data-looking={looking}>
          {sentencesOf(shown, data).map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      {shown && children}
    </section>
  )
}

/** The effect in plain words, one sentence a thing. */
export function sentencesOf({ effect }: Preview, data: DeskData): string[] {
  const { board } = data
  const cells = effect.cells.map(
    (cell) =>
      moveSentence(cell, board) ??
      text.stays(
        `${partyName(data, cell.party)} on ${optionPhrase(cell.option, board)}`,
        cellWord(cell, data.parties.find((party) => party.id === cell.party)?.roles ?? []).toLowerCase(),
      ),
  )
  const known = new Set(data.conditions.map((held) => `${held.id} ${held.party}`))
  const conditions = (effect.conditions ?? []).map((held) => {
    const sentence = conditionSentence(held, board)
    if (!known.has(`${held.id} ${held.party}`)) return `${text.opens} ${sentence}`
    return held.open ? sentence : `${text.ends} ${sentence}`
  })
  const pairs = (effect.pairs ?? []).map((pair) => pairSentence(pair, board, data))
  const all = [...new Set([...cells, ...conditions, ...pairs])]
  return all.length > 0 ? all : [text.nothing]
}

/** The same in a few words: "2 positions, 1 condition change". */
export function summaryOf({ effect }: Preview): string {
  const moved = effect.cells.filter(
    (cell) => cell.stance !== cell.was.stance || cell.state !== cell.was.state,
  )
  return text.summary(moved.length, effect.conditions?.length ?? 0)
}

function pairSentence(pair: ChangedPair, board: Board, data: DeskData): string {
  const issue = board.issues.find((known) => known.id === pair.issue)
  const was = issue?.pairs.find((known) => known.parties.join() === pair.parties.join())?.state
  const [from, to] = [was, pair.state].map((state) => (state ? PAIR_WORDS[state].toLowerCase() : text.noPair))
  const names = pair.parties.map((id) => partyName(data, id))
  const title = issue?.title ?? pair.issue
  return from === to
    ? text.pairStays(names, title, to ?? text.noPair)
    : text.pair(names, title, from ?? text.noPair, to ?? text.noPair)
}
