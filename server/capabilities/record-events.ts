import type { Transaction } from "../../db/client.ts"
import { event as eventTable } from "../../db/schema/event.ts"
import type { ChangeDraft, Locked } from "../change-log/commit-change.ts"
import { writeEventMoves } from "../change-log/write-statements.ts"
import type { Ledger } from "../domain/board.ts"
import { effectOf, same } from "../domain/change.ts"
import { movesOfEvent } from "../domain/condition.ts"
import { readEdtf } from "../domain/dates.ts"
import { withMoves } from "../domain/ledger.ts"
import type { EventInput } from "../domain/negotiation-document.ts"
import { noCondition } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
import { readDocuments } from "./read-documents.ts"

/**
 * Records events inside the lock, each as a change of its own with what its moves do to the board. One that exists with the
 * same content is left alone; with other content it is refused, since what is public is not changed silently.
 */
export async function recordEvents(
  tx: Transaction,
  locked: Locked,
  events: EventInput[],
  ledger: Ledger,
  { imported, mayChange }: { imported: boolean; mayChange: boolean },
): Promise<{ changes: ChangeDraft[]; tally: { added: number; present: number } } | Refusal> {
  const tally = { added: 0, present: 0 }
  const changes: ChangeDraft[] = []
  if (events.length === 0) return { changes, tally }
  const known = await storedEvents(tx, locked.negotiation.id)
  const documents = await readDocuments(tx, locked.negotiation.id, [
    ...new Set(events.flatMap((e) => e.documents ?? [])),
  ])
  const faults: Refusal[] = []
  let before = ledger
  for (const [i, input] of events.entries()) {
    const path = `events[${i}]`
    const there = known.get(input.id)
    if (there && !same(there, input)) {
      const detail = `Event "${input.id}" exists with other content. Nothing was changed.`
      faults.push(refuse("other_content", detail, path))
      continue
    }
    tally[there ? "present" : "added"] += 1
    if (there) continue
    if (!mayChange) {
      const detail = `An analyst adds statements, people and sources; event "${input.id}" is for an editor.`
      faults.push(refuse("not_allowed", detail, path))
      continue
    }
    known.set(input.id, input)
    const when = readEdtf(input.at, locked.negotiation.zone, `${path}.at`)
    const wrong = together([
      isRefusal(when) ? when : undefined,
      eventRefusal(input, path, locked, before, documents),
    ])
    if (wrong) faults.push(wrong)
    // once one is refused, nothing of it is stored
    if (isRefusal(when) || faults.length > 0) continue
    const { start, end } = when
    const placed = { start, end, order: locked.nextOrder(), countsFrom: Math.min(end, locked.now) }
    await tx.insert(eventTable).values({
      negotiationId: locked.negotiation.id,
      id: input.id,
      content: input,
      starts: start,
      ends: end,
      order: placed.order,
      recordedAt: locked.now,
    })
    const moves =
      input.verification === "dismissed"
        ? []
        : movesOfEvent({ id: input.id, moves: input.conditionMoves ?? [], ...placed })
    await writeEventMoves(tx, locked.negotiation.id, moves, locked.now)
    const after = withMoves(before, moves)
    const effect =
      moves.length > 0
        ? effectOf({ ledger: before, t: locked.now }, { ledger: after, t: locked.now })
        : { cells: [] }
    changes.push({
      kind: "event.recorded",
      event: input,
      effect,
      ...(imported && { imported: true as const }),
    })
    before = after
  }
  return together(faults) ?? { changes, tally }
}

function eventRefusal(
  input: EventInput,
  path: string,
  locked: Locked,
  ledger: Ledger,
  documents: ReadonlyMap<string, unknown>,
): Refusal | undefined {
  const missing = (input.documents ?? []).map((id, i) =>
    documents.has(id)
      ? undefined
      : refuse("unknown_id", `There is no document "${id}".`, `${path}.documents[${i}]`),
  )
  const parties = new Set(locked.agenda.parties.map((party) => party.id))
  const strangers = (input.parties ?? []).map((id, i) =>
    parties.has(id) ? undefined : refuse("unknown_id", `"${id}" is no party here.`, `${path}.parties[${i}]`),
  )
  const moves = (input.conditionMoves ?? []).map((move, i) => {
    const at = `${path}.conditionMoves[${i}]`
    if (!ledger.definitions.has(move.condition)) return noCondition(move.condition, at)
    if (move.axis !== "counterparty") return undefined
    const detail = "An event answers no condition: only a party's own statement does."
    return refuse("unprocessable", detail, `${at}.axis`)
  })
  return together([...missing, ...strangers, ...moves])
}

async function storedEvents(tx: Transaction, negotiationId: number): Promise<Map<string, EventInput>> {
  const { rows } = await tx.$client.query<{ id: string; content: EventInput }>(
    "select id, content from event where negotiation_id = $1",
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.content]))
}
