import type { Board } from "../../../../server/domain/board.ts"
import type { Change } from "../../../../server/domain/change.ts"
import { conditionSentence, optionPhrase } from "../../../../server/domain/wording.ts"
import { boardHref } from "../../../_components/addresses.ts"
import { cellName, partyName } from "../../../_components/board-layout.ts"
import { PositionChip } from "../../../_components/stance-chip.tsx"
import { statement as text } from "../../../_messages/en.ts"

/** What the statement did to the board when it was published, corrected or withdrawn: from what, to what. */
export function StatementEffect({ changes, board, slug }: { changes: Change[]; board: Board; slug: string }) {
  const cells = changes.flatMap((change) => change.cells.map((cell) => ({ seq: change.seq, cell })))
  const conditions = changes.flatMap((change) => change.conditions ?? [])
  const roles = (party: string) => board.parties.find((p) => p.id === party)?.roles ?? []
  return (
    <section className="part">
      <h2>{text.effect}</h2>
      {cells.length === 0 && conditions.length === 0 && <p className="meta">{text.noEffect}</p>}
      <ul className="moves">
        {cells.map(({ seq, cell }) => (
          <li key={`${seq} ${cellName(cell)}`}>
            <a href={boardHref(slug, { cell: cellName(cell) })}>
              {text.onOption(partyName(board.parties, cell.party), optionPhrase(cell.option, board))}
            </a>
            {cell.was.state === cell.state && cell.was.stance === cell.stance ? (
              <>
                <PositionChip cell={cell} roles={roles(cell.party)} />
                <span className="meta">{text.stays}</span>
              </>
            ) : (
              <>
                <PositionChip cell={cell.was} roles={roles(cell.party)} />
                <span className="meta">{text.becomes}</span>
                <PositionChip cell={cell} roles={roles(cell.party)} />
              </>
            )}
          </li>
        ))}
      </ul>
      {conditions.length > 0 && (
        <ul className="meta mt-2 grid gap-1">
          {conditions.map((condition) => (
            <li key={`${condition.id} ${condition.party}`} dir="auto">
              {conditionSentence(condition, board)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
