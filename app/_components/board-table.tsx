// biome-ignore-all lint/a11y/noRedundantRoles: laid out as cards on narrow screens, a table keeps its meaning by its roles
// biome-ignore-all lint/a11y/useSemanticElements: the same
import { Fragment, memo } from "react"
import type { Board, BoardIssue, BoardOption, BoardParty } from "../../server/domain/board.ts"
import { dateWords } from "../../server/domain/date-words.ts"
import { PAIR_WORDS } from "../../server/domain/wording.ts"
import { board as text, words } from "../_messages/en.ts"
import { boardHref, type Clocks, partyHref } from "./addresses.ts"
import { BoardCell, type CellMark, OthersCell } from "./board-cell.tsx"
import { type Columns, columnsOf, coverage, partyName } from "./board-layout.ts"
import { PairChip } from "./stance-chip.tsx"

export interface BoardTableProps {
  board: Board
  clocks?: Clocks
  /** The instant that ages are counted to, epoch ms. */
  now: number
  /** By option, then by party: cells that changed while the page was open. */
  marks?: ReadonlyMap<string, ReadonlyMap<string, CellMark>>
  /** Name of the open cell, or `issue:` with the open pair's issue. */
  open?: string | null
  /** After hydration the arrow keys work and the table is a grid. */
  interactive?: boolean
  /** Only issues whose pairs stand in this state. */
  show?: string | undefined
}

export function BoardTable({
  board,
  clocks = {},
  now,
  marks,
  open = null,
  interactive = false,
  show,
}: BoardTableProps) {
  const columns = columnsOf(board.parties)
  const issues = show
    ? board.issues.filter((issue) => issue.pairs.some((pair) => pair.state === show))
    : board.issues
  const { spoken, all } = coverage(board)
  const paired = board.issues.some((issue) => issue.pairs.length > 0)
  return (
    <table className="board" role={interactive ? "grid" : "table"} aria-labelledby="board-caption">
      <caption id="board-caption">
        {text.caption} {text.coverage(spoken, all)}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader" className="col-option">
            {text.onTheTable}
          </th>
          {columns.own.map((party) => (
            <th scope="col" role="columnheader" key={party.id}>
              <PartyLink slug={board.negotiation} party={party} />
              <small>{party.roles.map((role) => words.role[role]).join(", ")}</small>
            </th>
          ))}
          {columns.others.length > 0 && (
            <th scope="col" role="columnheader" className="col-others">
              {text.others}
            </th>
          )}
          {paired && (
            <th scope="col" role="columnheader" className="col-pair">
              {text.between}
            </th>
          )}
        </tr>
      </thead>
      {issues.map((issue) => (
        <IssueRows
          key={issue.id}
          {...{ issue, board, columns, clocks, now, paired, open, interactive }}
          marks={issue.options.some((option) => marks?.has(option.id)) ? marks : undefined}
        />
      ))}
    </table>
  )
}

type IssueProps = Omit<BoardTableProps, "show"> & {
  issue: BoardIssue
  columns: Columns
  clocks: Clocks
  paired: boolean
}

function IssueRows({ issue, board, columns, clocks, now, marks, open, paired, interactive }: IssueProps) {
  const span = 1 + columns.own.length + (columns.others.length > 0 ? 1 : 0) + (paired ? 1 : 0)
  return (
    <tbody className="board-issue" role="rowgroup" id={`issue-${issue.id}`}>
      <tr role="row">
        <th className="board-title" scope="rowgroup" role="rowheader" colSpan={span}>
          <h3 dir="auto">{issue.title}</h3>
          {issue.checklist !== null && <small>{agendaPlace(issue.checklist)}</small>}
          {issue.pairs.length > 0 && (
            <span className="pair-narrow">
              <span className="pair-parties">{text.between}</span>
              <Pairs {...{ issue, board, clocks }} />
            </span>
          )}
        </th>
      </tr>
      {issue.options.map((option, row) => (
        <OptionRow
          key={option.id}
          option={option}
          parties={board.parties}
          slug={board.negotiation}
          columns={columns}
          asOf={clocks.asOf}
          knownAt={clocks.knownAt}
          today={Math.floor(now / 86_400_000)}
          marks={marks?.get(option.id)}
          openParty={openParty(open ?? null, option)}
          interactive={interactive ?? false}
          pairs={
            paired && row === 0 ? (
              <td
                role={interactive ? "gridcell" : "cell"}
                className="col-pair"
                rowSpan={issue.options.length}
              >
                <Pairs {...{ issue, board, clocks }} />
              </td>
            ) : null
          }
          pairsKey={row === 0 ? issue.pairs : null}
        />
      ))}
    </tbody>
  )
}

interface OptionRowProps {
  option: BoardOption
  parties: BoardParty[]
  slug: string
  columns: Columns
  asOf: string | undefined
  knownAt: string | undefined
  today: number
  marks: ReadonlyMap<string, CellMark> | undefined
  openParty: string | null
  interactive: boolean
  pairs: React.ReactNode
  /** The pairs' identity: the row is drawn again when they change. */
  pairsKey: unknown
}

/** Drawn again only when what it shows has changed: a live update touches a row or two of the whole board. */
const OptionRow = memo(DrawOptionRow, (a, b) =>
  (
    [
      "option",
      "parties",
      "slug",
      "asOf",
      "knownAt",
      "today",
      "marks",
      "openParty",
      "interactive",
      "pairsKey",
    ] as const
  ).every((key) => a[key] === b[key]),
)

function DrawOptionRow(props: OptionRowProps) {
  const { option, slug, columns, asOf, knownAt, today, marks, openParty, interactive } = props
  const shared = { option, slug, clocks: { asOf, knownAt }, now: today * 86_400_000, interactive }
  return (
    <tr role="row" id={`option-${option.id}`}>
      <th className="board-option" scope="row" role="rowheader">
        <span dir="auto">{option.text}</span>
        {option.closed !== null && <small>{text.closed(dateWords(option.closed, "short"))}</small>}
      </th>
      {columns.own.map((party) => (
        <BoardCell
          key={party.id}
          {...shared}
          party={party}
          mark={marks?.get(party.id)}
          open={openParty === party.id}
        />
      ))}
      {columns.others.length > 0 && (
        <OthersCell {...shared} parties={columns.others} marks={marks} openParty={openParty} />
      )}
      {props.pairs}
    </tr>
  )
}

function Pairs({ issue, board, clocks }: { issue: BoardIssue; board: Board; clocks: Clocks }) {
  return issue.pairs.map((pair) => {
    const names = pair.parties.map((id) => partyName(board.parties, id)).join(" and ")
    return (
      <Fragment key={pair.parties.join(" ")}>
        <span className="board-pair block">
          {issue.pairs.length > 1 && <span className="pair-parties">{names}</span>}
          <a
            className="quiet-link"
            href={boardHref(board.negotiation, { ...clocks, issue: issue.id })}
            data-issue={issue.id}
            data-col="pair"
            aria-label={`${names}, ${issue.title}: ${PAIR_WORDS[pair.state]}`}
          >
            <PairChip state={pair.state} />
          </a>
        </span>
      </Fragment>
    )
  })
}

function PartyLink({ slug, party }: { slug: string; party: BoardParty }) {
  return (
    <a className="quiet-link" href={partyHref(slug, party.id)} dir="auto">
      {party.name}
    </a>
  )
}

const AGENDA_GROUP_ENDS = [7, 14, 20, 25, 28, 30]

function agendaPlace(checklist: number): string {
  const group = words.agendaGroup[AGENDA_GROUP_ENDS.findIndex((end) => checklist <= end)]
  return text.agenda(checklist, group ?? "")
}

function openParty(open: string | null, option: BoardOption): string | null {
  return option.cells.find((cell) => `${cell.party}:${cell.option}` === open)?.party ?? null
}
