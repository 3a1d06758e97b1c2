import type { Database, Transaction } from "../../db/client.ts"
import { type ChangeDraft, commitChange, type Locked } from "../change-log/commit-change.ts"
import { NOW_KNOWN_MS, readAgenda, readCodings, readConditions } from "../change-log/read-ledger.ts"
import type { Ledger } from "../domain/board.ts"
import { type Effect, effectOf, same } from "../domain/change.ts"
import type { ProposalInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

/** What an act on the agenda left: the last public change, null where nothing differs from before. */
export interface AgendaState {
  seq: number | null
}

/**
 * One act of an editor on the agenda: `act` reads, checks and writes inside the lock, and all it wrote becomes one
 * `agenda.changed` with what it does to the board (and a `proposal.changed` for each proposal that it returns).
 */
export async function commitAgenda<T extends object>(
  db: Database,
  clock: () => number,
  actor: Actor,
  slug: string,
  act: (tx: Transaction, locked: Locked) => Promise<{ proposals?: ProposalInput[]; result: T } | Refusal>,
): Promise<(T & AgendaState) | Refusal> {
  const done = await commitChange<T>(db, { slug, by: actor.id }, clock, async (tx, locked) => {
    const acted = await act(tx, locked)
    if (isRefusal(acted)) return acted
    const { changes } = await agendaChanges(tx, locked, acted.proposals ?? [])
    return { ...(changes.length > 0 && { public: changes }), result: acted.result }
  })
  return isRefusal(done) ? done : { ...done.result, seq: done.seq }
}

/**
 * The log's lines for what was written to the agenda inside this lock: nothing where it is as it was. Out also: the ledger
 * after it. The board is compared as a whole, since an issue or a name can stand in any cell.
 */
export async function agendaChanges(
  tx: Transaction,
  locked: Locked,
  proposals: ProposalInput[],
  marked: { imported?: true } = {},
): Promise<{ ledger: Ledger; changes: ChangeDraft[] }> {
  const { id } = locked.negotiation
  const rest = { ...(await readConditions(tx, id, NOW_KNOWN_MS)), codings: await readCodings(tx, id) }
  const before: Ledger = { agenda: locked.agenda, ...rest }
  const ledger: Ledger = { agenda: await readAgenda(tx, locked.negotiation, NOW_KNOWN_MS), ...rest }
  const effect = effectOf({ ledger: before, t: locked.now }, { ledger, t: locked.now })
  const changes: ChangeDraft[] = []
  if (!isNothing(effect) || !same(before.agenda, ledger.agenda))
    changes.push({ kind: "agenda.changed", effect, ...marked })
  for (const proposal of proposals) {
    changes.push({ kind: "proposal.changed", proposal, effect: { cells: [] }, ...marked })
  }
  return { ledger, changes }
}

function isNothing(effect: Effect): boolean {
  return effect.cells.length === 0 && !effect.agenda && !effect.pairs && !effect.conditions
}
