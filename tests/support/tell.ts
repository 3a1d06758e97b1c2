import type { Database } from "../../db/client.ts"
import { correctStatement } from "../../server/capabilities/correct-statement.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { mergePeople } from "../../server/capabilities/merge-people.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { reorderAgenda } from "../../server/capabilities/reorder-agenda.ts"
import { retireOption } from "../../server/capabilities/retire-option.ts"
import { splitIssue } from "../../server/capabilities/split-issue.ts"
import { splitOption } from "../../server/capabilities/split-option.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { isRefusal, type Refusal } from "../../server/domain/refusal.ts"
import type { AgendaChange } from "./agenda-acts.ts"
import type { Act, History } from "./histories.ts"

export const editor: Actor = { id: "key:editor", role: "editor", name: "Editor" }
export const second: Actor = { id: "key:second", role: "editor", name: "Second editor" }
export const analyst: Actor = { id: "key:analyst", role: "analyst", name: "Analyst" }

/** Lays a history's table in the database under `slug`, and then tells its acts through the real capabilities. */
export async function tell(db: Database, slug: string, history: History, begun: number): Promise<void> {
  // people are shared by name: two whom an earlier history made one would be one here from the start
  await db.$client.query("delete from negotiation_person; delete from office; delete from person")
  const negotiation = { ...history.table.negotiation, slug, review: "off" as const }
  ok(await importNegotiation(db, () => begun, editor, { document: { ...history.table, negotiation } }))
  for (const act of history.acts) ok(await perform(db, slug, act, { ...history.table, negotiation }))
}

/** Fails the test with the refusal's own words. */
export function ok<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`${answer.code} at ${answer.path}: ${answer.detail}`)
  return answer
}

function perform(db: Database, slug: string, act: Act, table: History["table"]) {
  const clock = () => act.at
  switch (act.kind) {
    case "publish":
      return recordStatement(db, clock, editor, {
        slug,
        statement: { ...act.statement, status: "published" },
      })
    case "correct": {
      const { id, status: _, imported: __, ...fields } = act.statement
      return correctStatement(db, clock, editor, {
        slug,
        id,
        note: act.note,
        fields: { ...CLEARED, ...fields },
      })
    }
    case "withdraw":
      return withdrawStatement(db, clock, editor, { slug, id: act.id, note: act.note })
    case "agenda":
      return rearrange(db, clock, slug, act.change)
    case "merge":
      return mergePeople(db, clock, editor, { slug, id: act.merged, into: act.kept })
    case "record_event":
      return importNegotiation(db, clock, editor, {
        document: { format: "parley/1", negotiation: table.negotiation, events: [act.event] },
        mode: "amend",
      })
  }
}

function rearrange(db: Database, clock: () => number, slug: string, { verb, ...change }: AgendaChange) {
  const input = { slug, ...change }
  switch (verb) {
    case "retire_option":
      return retireOption(db, clock, editor, input as Parameters<typeof retireOption>[3])
    case "split_option":
      return splitOption(db, clock, editor, input as Parameters<typeof splitOption>[3])
    case "split_issue":
      return splitIssue(db, clock, editor, input as Parameters<typeof splitIssue>[3])
    case "reorder_options":
      return reorderAgenda(db, clock, editor, {
        ...(input as Parameters<typeof reorderAgenda>[3]),
        kind: "options",
      })
  }
}

/** A correction names what changes; a history gives the whole statement anew, so what it leaves out is cleared. */
const CLEARED = {
  speaker: null,
  institution: null,
  speakerAsDescribed: null,
  about: null,
  zone: null,
  tier: null,
  tierReason: null,
  stances: [],
  conditions: [],
  conditionMoves: [],
}
