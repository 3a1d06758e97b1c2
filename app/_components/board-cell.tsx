// biome-ignore-all lint/a11y/noRedundantRoles: laid out as cards on narrow screens, a table keeps its meaning by its roles
import type { BoardOption, BoardParty } from "../../server/domain/board.ts"
import type { Cell } from "../../server/domain/position.ts"
import { stanceWord } from "../../server/domain/wording.ts"
import { ChangedAgo } from "../_live/changed-ago.tsx"
import { board as text } from "../_messages/en.ts"
import { boardHref, type Clocks } from "./addresses.ts"
import { cellName, hasOwnStatement } from "./board-layout.ts"
import { daysSince, SaidAt } from "./dates.tsx"
import { PositionChip } from "./stance-chip.tsx"

/** When a cell changed while the page was open, epoch ms. */
export interface CellMark {
  at: number
}

interface Place {
  option: BoardOption
  slug: string
  clocks: Clocks
  now: number
  interactive: boolean
}

/** One party on one option. The whole cell opens the evidence; without JavaScript it is a link that does the same. */
export function BoardCell({
  option,
  party,
  slug,
  clocks,
  now,
  interactive,
  mark,
  open,
}: Place & { party: BoardParty; mark: CellMark | undefined; open: boolean }) {
  const cell = option.cells.find((c) => c.party === party.id)
  const role = interactive ? "gridcell" : "cell"
  if (!cell) return <td role={role} />
  return (
    <td
      role={role}
      className="board-cell"
      data-changed={mark ? "" : undefined}
      data-open={open ? "" : undefined}
    >
      <div className="cell-head">
        <CellLink {...{ cell, party, option, slug, clocks }} />
      </div>
      {cell.state === "none_recorded" ? (
        <Accounts cell={cell} party={party} />
      ) : (
        <OwnPosition cell={cell} party={party} option={option} now={now} />
      )}
      {mark && <ChangedAgo at={mark.at} />}
    </td>
  )
}

function CellLink({
  cell,
  party,
  option,
  slug,
  clocks,
}: Omit<Place, "now" | "interactive"> & { cell: Cell; party: BoardParty }) {
  return (
    <a
      className="cell-link"
      href={boardHref(slug, { ...clocks, cell: cellName(cell) })}
      data-cell={cellName(cell)}
      data-col={party.id}
    >
      <span className="cell-party" dir="auto">
        {party.name}
      </span>
      <span className="visually-hidden">, {option.text}: </span>
      <PositionChip cell={cell} roles={party.roles} />
    </a>
  )
}

function OwnPosition({
  cell,
  party,
  option,
  now,
}: Pick<Place, "option" | "now"> & { cell: Cell; party: BoardParty }) {
  return (
    <>
      {cell.state === "contested" && <Voices cell={cell} party={party} />}
      {cell.gist && option.closed === null && (
        <p className="cell-gist" dir="auto">
          {cell.gist}
        </p>
      )}
      {cell.saidAt && (
        <p className="cell-meta">
          <b dir="auto">{cell.speaker?.name || text.unnamed}</b>, <SaidAt at={cell.saidAt} />
        </p>
      )}
      <CellFlags cell={cell} now={now} closed={option.closed !== null} />
    </>
  )
}

function CellFlags({ cell, now, closed }: { cell: Cell; now: number; closed: boolean }) {
  const days = cell.lastAffirmedAt === null ? null : daysSince(cell.lastAffirmedAt, now)
  return (
    <div className="cell-flags">
      {cell.mixedSignals && <span className="flag flag-mixed">{text.mixed}</span>}
      {cell.state === "lower_tier" && <span className="flag">{text.lowerTier}</span>}
      {cell.conditions.length > 0 && <span>{text.conditions(cell.conditions.length)}</span>}
      {cell.touching.length > 0 && <span>{text.touching(cell.touching.length)}</span>}
      {cell.attributed.length > 0 && <span>{text.attributed(cell.attributed.length)}</span>}
      {days !== null && cell.stale && !closed && (
        <span className="badge badge-stale" title={text.staleLong}>
          {text.stale(days)}
        </span>
      )}
      {days !== null && !cell.stale && !closed && <span>{text.affirmed(days)}</span>}
    </div>
  )
}

function Voices({ cell, party }: { cell: Cell; party: BoardParty }) {
  return (
    <ul className="cell-voices">
      {cell.differing.map((entry) => (
        <li key={entry.statement}>
          <b className="font-semibold" dir="auto">
            {entry.speaker.name || text.unnamed}
          </b>{" "}
          {stanceWord(entry.stance, party.roles).toLowerCase()}, <SaidAt at={entry.saidAt} />
        </li>
      ))}
    </ul>
  )
}

/** What others say where the party itself has said nothing. It is words only: no chip, and it says that it does not count. */
function Accounts({ cell, party }: { cell: Cell; party: BoardParty }) {
  const [first] = cell.attributed
  if (!first) return null
  return (
    <p className="cell-meta">
      {text.attributedBy(
        first.speaker.name || text.unnamed,
        stanceWord(first.stance, party.roles).toLowerCase(),
      )}{" "}
      {text.notItsPosition(party.name)}
    </p>
  )
}

/** Parties without a column of their own: those who have spoken, then the names of those who have not. */
export function OthersCell({
  option,
  parties,
  slug,
  clocks,
  interactive,
  marks,
  openParty,
}: Place & {
  parties: BoardParty[]
  marks: ReadonlyMap<string, CellMark> | undefined
  openParty: string | null
}) {
  const shown = parties.flatMap((party) => {
    const cell = option.cells.find((c) => c.party === party.id)
    return cell && (hasOwnStatement(cell) || cell.attributed.length > 0) ? [{ party, cell }] : []
  })
  const silent = parties.filter((party) => !shown.some((s) => s.party === party))
  return (
    <td role={interactive ? "gridcell" : "cell"} className="col-others" data-label={text.others}>
      <div className="others">
        {shown.map(({ party, cell }) => (
          <div
            key={party.id}
            className="others-entry"
            data-changed={marks?.has(party.id) ? "" : undefined}
            data-open={openParty === party.id ? "" : undefined}
          >
            <a
              className="cell-link"
              href={boardHref(slug, { ...clocks, cell: cellName(cell) })}
              data-cell={cellName(cell)}
              data-col={party.id}
            >
              <span className="others-name" dir="auto">
                {party.name}
              </span>
              <span className="visually-hidden">, {option.text}: </span>
              <PositionChip cell={cell} roles={party.roles} />
            </a>
            {!hasOwnStatement(cell) && <p className="cell-meta">{text.attributed(cell.attributed.length)}</p>}
            {cell.mixedSignals && <p className="cell-flags flag">{text.mixed}</p>}
          </div>
        ))}
        {silent.length > 0 && (
          <details className="others-none">
            <summary>
              {shown.length === 0 ? text.noneOfOthers(silent.length) : text.more(silent.length)}
            </summary>
            {text.noOwnStatement(silent.map((party) => party.name))}
          </details>
        )}
      </div>
    </td>
  )
}
