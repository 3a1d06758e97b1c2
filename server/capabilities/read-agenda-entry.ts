import type { Transaction } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import type { Locked } from "../change-log/commit-change.ts"
import type { Agenda } from "../domain/board.ts"
import type { ProposalInput } from "../domain/negotiation-document.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/** An issue of the agenda as it stands, with its options, or the refusal that there is none. */
export function issueHere(
  { agenda }: Locked,
  id: string,
): { issue: Agenda["issues"][number]; options: Agenda["options"] } | Refusal {
  const issue = agenda.issues.find((known) => known.id === id)
  if (!issue) return refuse("not_found", `There is no issue "${id}" here.`, "id")
  return { issue, options: agenda.options.filter((option) => option.issue === id) }
}

/** An option of the agenda as it stands, or the refusal that there is none. */
export function optionHere({ agenda }: Locked, id: string): Agenda["options"][number] | Refusal {
  return (
    agenda.options.find((known) => known.id === id) ??
    refuse("not_found", `There is no option "${id}" here.`, "id")
  )
}

/** A proposal as it stands, or the refusal that there is none; with the ids of all others. */
export async function proposalHere(
  tx: Transaction,
  { negotiation }: Locked,
  id: string,
): Promise<{ proposal: ProposalInput; ids: string[] } | Refusal> {
  const { rows } = await tx.$client.query<{ content: ProposalInput }>(
    `select content from proposal where negotiation_id = $1 and known_to = ${FOREVER_MS}`,
    [negotiation.id],
  )
  const proposal = rows.find(({ content }) => content.id === id)?.content
  return proposal
    ? { proposal, ids: rows.map(({ content }) => content.id) }
    : refuse("not_found", `There is no proposal "${id}" here.`, "id")
}

/** Every id that options or issues of this negotiation have or had: one that history names is never given again. */
export async function takenIds(
  tx: Transaction,
  { negotiation }: Locked,
  table: "issue" | "option" | "proposal",
): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `select distinct id from ${table} where negotiation_id = $1`,
    [negotiation.id],
  )
  return rows.map((row) => row.id)
}

/** Takes the place of an entry in a document off a path, since the caller sent one entry only. */
export function ownPath(
  refusal: Refusal,
  prefix: string | RegExp,
  renamed: Record<string, string> = {},
): Refusal {
  if (refusal.path === undefined) return refusal
  const path = refusal.path.replace(prefix, "")
  return { ...refusal, path: renamed[path] ?? path }
}
