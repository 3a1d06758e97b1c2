import type { Transaction } from "../../db/client.ts"
import { issue, option, optionRevision, party, proposal } from "../../db/schema/agenda.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import type { Locked } from "../change-log/commit-change.ts"
import { same } from "../domain/change.ts"
import { readEdtf } from "../domain/dates.ts"
import type { NegotiationDocument, ProposalInput } from "../domain/negotiation-document.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Tally } from "./keep-cast.ts"

/**
 * Adds or changes parties, issues, options and proposals of a negotiation inside its lock. A changed option gets a new
 * revision, so that what the board showed before stays known. Out: a tally and the proposals that differ, or a refusal.
 */
export async function keepAgenda(
  tx: Transaction,
  locked: Locked,
  input: Pick<NegotiationDocument, "parties" | "issues" | "options" | "proposals">,
): Promise<{ tally: Tally; proposals: ProposalInput[] } | Refusal> {
  const actors = await idsOf(tx, "negotiation_actor", locked.negotiation.id)
  const parties = await keepParties(tx, locked, input.parties ?? [], actors)
  if ("refused" in parties) return parties
  const issues = await keepIssues(tx, locked, input.issues ?? [])
  if ("refused" in issues) return issues
  const options = await keepOptions(tx, locked, input.options ?? [])
  if ("refused" in options) return options
  const proposals = await keepProposals(tx, locked, input.proposals ?? [], actors)
  if ("refused" in proposals) return proposals
  return { tally: { parties, issues, options, proposals: proposals.tally }, proposals: proposals.changed }
}

async function keepParties(
  tx: Transaction,
  { negotiation, now }: Locked,
  inputs: NonNullable<NegotiationDocument["parties"]>,
  actors: ReadonlySet<string>,
) {
  const known = await idsOf(tx, "party", negotiation.id)
  const tally = { added: 0, present: 0 }
  for (const [i, input] of inputs.entries()) {
    const path = `parties[${i}]`
    if (!actors.has(input.actor))
      return refuse("unknown_id", `There is no actor "${input.actor}".`, `${path}.actor`)
    for (const [n, role] of input.roles.entries()) {
      const dates = typeof role === "string" ? [] : [role.from, role.to].flatMap((date) => date ?? [])
      const wrong = dates
        .map((date) => readEdtf(date, negotiation.zone, `${path}.roles[${n}]`))
        .find((d) => "refused" in d)
      if (wrong && "refused" in wrong) return wrong
    }
    tally[known.has(input.actor) ? "present" : "added"] += 1
    await tx
      .insert(party)
      .values({
        negotiationId: negotiation.id,
        id: input.actor,
        position: known.size,
        roles: input.roles,
        recordedAt: now,
      })
      .onConflictDoUpdate({ target: [party.negotiationId, party.id], set: { roles: input.roles } })
    known.add(input.actor)
  }
  return tally
}

async function keepIssues(
  tx: Transaction,
  { negotiation, now }: Locked,
  inputs: NonNullable<NegotiationDocument["issues"]>,
) {
  const known = await idsOf(tx, "issue", negotiation.id)
  const tally = { added: 0, present: 0 }
  const twice = repeated(inputs.map((input) => input.id))
  if (twice >= 0)
    return refuse(
      "duplicate_id",
      `The issue "${inputs[twice]?.id}" stands here twice.`,
      `issues[${twice}].id`,
    )
  for (const input of inputs) {
    tally[known.has(input.id) ? "present" : "added"] += 1
    const shown = { title: input.title, checklist: input.checklist ?? null, group: input.group ?? null }
    await tx
      .insert(issue)
      .values({
        negotiationId: negotiation.id,
        id: input.id,
        position: known.size,
        recordedAt: now,
        ...shown,
      })
      .onConflictDoUpdate({ target: [issue.negotiationId, issue.id], set: shown })
    known.add(input.id)
  }
  return tally
}

async function keepOptions(
  tx: Transaction,
  locked: Locked,
  inputs: NonNullable<NegotiationDocument["options"]>,
) {
  const { negotiation, now, agenda } = locked
  const issues = await idsOf(tx, "issue", negotiation.id)
  const known = new Map(agenda.options.map((known) => [known.id, known]))
  const tally = { added: 0, present: 0 }
  const twice = repeated(inputs.map((input) => input.id))
  if (twice >= 0)
    return refuse(
      "duplicate_id",
      `The option "${inputs[twice]?.id}" stands here twice.`,
      `options[${twice}].id`,
    )
  for (const [i, input] of inputs.entries()) {
    const there = known.get(input.id)
    if (!issues.has(input.issue))
      return refuse("unknown_id", `There is no issue "${input.issue}".`, `options[${i}].issue`)
    if (there && there.issue !== input.issue) {
      return refuse(
        "other_content",
        `Option "${input.id}" belongs to issue "${there.issue}" and stays there.`,
        `options[${i}].issue`,
      )
    }
    const closing = input.closed
      ? readEdtf(input.closed, negotiation.zone, `options[${i}].closed`)
      : undefined
    if (closing && "refused" in closing) return closing
    tally[there ? "present" : "added"] += 1
    const closed = input.closed ?? null
    if (there && there.text === input.text && there.closed === closed) continue
    if (!there) {
      const position = agenda.options.length + tally.added
      await tx.insert(option).values({
        negotiationId: negotiation.id,
        id: input.id,
        issueId: input.issue,
        position,
        recordedAt: now,
      })
    }
    await tx.insert(optionRevision).values({
      negotiationId: negotiation.id,
      optionId: input.id,
      recordedAt: now,
      text: input.text,
      closed,
      closedFrom: closing?.end ?? FOREVER_MS,
    })
  }
  return tally
}

async function keepProposals(
  tx: Transaction,
  { negotiation, now }: Locked,
  inputs: ProposalInput[],
  actors: ReadonlySet<string>,
) {
  const options = await idsOf(tx, "option", negotiation.id)
  const { rows } = await tx.$client.query<{ id: string; content: ProposalInput }>(
    "select id, content from proposal where negotiation_id = $1",
    [negotiation.id],
  )
  const known = new Map(rows.map((row) => [row.id, row.content]))
  const all = new Set([...known.keys(), ...inputs.map((input) => input.id)])
  const tally = { added: 0, present: 0 }
  const changed: ProposalInput[] = []
  for (const [i, input] of inputs.entries()) {
    const wrong = proposalRefusal(
      input,
      `proposals[${i}]`,
      { actors, options, proposals: all },
      negotiation.zone,
    )
    if (wrong) return wrong
    const there = known.get(input.id)
    tally[there ? "present" : "added"] += 1
    if (there && same(there, input)) continue
    await tx
      .insert(proposal)
      .values({
        negotiationId: negotiation.id,
        id: input.id,
        position: known.size,
        content: input,
        recordedAt: now,
      })
      .onConflictDoUpdate({ target: [proposal.negotiationId, proposal.id], set: { content: input } })
    known.set(input.id, input)
    changed.push(input)
  }
  return { tally, changed }
}

function proposalRefusal(
  input: ProposalInput,
  path: string,
  known: { actors: ReadonlySet<string>; options: ReadonlySet<string>; proposals: ReadonlySet<string> },
  zone: string,
): Refusal | undefined {
  if (!known.actors.has(input.proposer)) {
    return refuse("unknown_id", `There is no actor "${input.proposer}".`, `${path}.proposer`)
  }
  const missing = input.options.findIndex((id) => !known.options.has(id))
  if (missing >= 0)
    return refuse(
      "unknown_id",
      `There is no option "${input.options[missing]}".`,
      `${path}.options[${missing}]`,
    )
  if (input.supersedes && !known.proposals.has(input.supersedes)) {
    return refuse("unknown_id", `There is no proposal "${input.supersedes}".`, `${path}.supersedes`)
  }
  const dates = [input.at, ...(input.history ?? []).map((entry) => entry.at)].flatMap((date) => date ?? [])
  return dates
    .map((date) => readEdtf(date, zone, `${path}.at`))
    .find((date): date is Refusal => "refused" in date)
}

async function idsOf(
  tx: Transaction,
  table: "negotiation_actor" | "party" | "issue" | "option",
  negotiationId: number,
): Promise<Set<string>> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `select id from ${table} where negotiation_id = $1`,
    [negotiationId],
  )
  return new Set(rows.map((row) => row.id))
}

function repeated(ids: string[]): number {
  return ids.findIndex((id, i) => ids.indexOf(id) < i)
}
