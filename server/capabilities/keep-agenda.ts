import type { Transaction } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import type { Locked } from "../change-log/commit-change.ts"
import { readVersions, type Version, writeVersions } from "../change-log/write-versions.ts"
import { readEdtf } from "../domain/dates.ts"
import type { NegotiationDocument, ProposalInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
import type { Tally } from "./keep-cast.ts"

type Agenda = Pick<NegotiationDocument, "parties" | "issues" | "options" | "proposals">
type Entry<Kind extends keyof Agenda> = NonNullable<Agenda[Kind]>[number]

/**
 * Adds or changes parties, issues, options and proposals of a negotiation inside its lock, each as a version of its own.
 * Everything is checked before anything is stored. `mayChange` is false for who may only repeat what is there.
 * Out: a tally and the proposals that are new or differ, or a refusal with its path.
 */
export async function keepAgenda(
  tx: Transaction,
  locked: Locked,
  input: Agenda,
  mayChange: boolean,
): Promise<{ tally: Tally; proposals: ProposalInput[] } | Refusal> {
  const { negotiation, now } = locked
  const { parties = [], issues = [], options = [], proposals = [] } = input
  const actors = await readActors(tx, negotiation.id)
  const known = {
    issues: new Set([
      ...(await readVersions(tx, "issue", negotiation.id)).keys(),
      ...issues.map((i) => i.id),
    ]),
    options: await readVersions(tx, "option", negotiation.id),
    proposals: await readVersions(tx, "proposal", negotiation.id),
  }
  const optionIds = new Set([...known.options.keys(), ...options.map((option) => option.id)])
  const proposalIds = new Set([...known.proposals.keys(), ...proposals.map((proposal) => proposal.id)])
  const wrong = together([
    faultsIn(parties, (party, path) => partyRefusal(party, path, actors, negotiation.zone), "parties"),
    faultsIn(options, (option, path) => optionRefusal(option, path, known, negotiation.zone), "options"),
    faultsIn(
      proposals,
      (proposal, path) =>
        proposalRefusal(
          proposal,
          path,
          { actors, options: optionIds, proposals: proposalIds },
          negotiation.zone,
        ),
      "proposals",
    ),
  ])
  if (wrong) return wrong
  const write = (table: "party" | "issue" | "option" | "proposal", path: string, versions: Version[]) =>
    writeVersions(tx, table, { negotiationId: negotiation.id, now, path, mayChange }, versions)
  const written = {
    parties: await write(
      "party",
      "parties",
      parties.map(({ actor, roles }) => ({ id: actor, columns: { ...actors.get(actor), roles } })),
    ),
    issues: await write("issue", "issues", issues.map(issueVersion)),
    options: await write(
      "option",
      "options",
      options.map((option) => optionVersion(option, negotiation.zone)),
    ),
    proposals: await write(
      "proposal",
      "proposals",
      proposals.map((p) => ({ id: p.id, columns: { content: p } })),
    ),
  }
  const refused = together(Object.values(written).filter((result) => isRefusal(result)))
  if (refused) return refused
  const tally: Tally = {}
  for (const [kind, result] of Object.entries(written)) {
    if (!isRefusal(result)) tally[kind] = { added: result.added, present: result.present }
  }
  const { proposals: kept } = written
  return {
    tally,
    proposals: proposals.filter((proposal) => !isRefusal(kept) && kept.changed.has(proposal.id)),
  }
}

function issueVersion({ id, title, checklist, group }: Entry<"issues">): Version {
  return { id, columns: { title, checklist: checklist ?? null, group: group ?? null } }
}

/** An option as its version is stored. */
export function optionVersion({ id, issue, text, closed }: Entry<"options">, zone: string): Version {
  const closing = closed ? readEdtf(closed, zone) : undefined
  const closedFrom = closing && !isRefusal(closing) ? closing.end : FOREVER_MS
  return { id, columns: { issue_id: issue, text, closed: closed ?? null, closed_from: closedFrom } }
}

function partyRefusal(
  party: Entry<"parties">,
  path: string,
  actors: ReadonlyMap<string, unknown>,
  zone: string,
): Refusal | undefined {
  if (!actors.has(party.actor))
    return refuse("unknown_id", `There is no actor "${party.actor}".`, `${path}.actor`)
  return faultsIn(
    party.roles,
    (role, at) => (typeof role === "string" ? undefined : spanRefusal(role.from, role.to, zone, at)),
    `${path}.roles`,
  )
}

function optionRefusal(
  option: Entry<"options">,
  path: string,
  known: { issues: ReadonlySet<string>; options: ReadonlyMap<string, Version["columns"]> },
  zone: string,
): Refusal | undefined {
  if (!known.issues.has(option.issue)) {
    return refuse("unknown_id", `There is no issue "${option.issue}".`, `${path}.issue`)
  }
  const there = known.options.get(option.id)
  if (there && there.issue_id !== option.issue) {
    return refuse(
      "other_content",
      `Option "${option.id}" belongs to another issue and stays there.`,
      `${path}.issue`,
    )
  }
  const closing = option.closed ? readEdtf(option.closed, zone, `${path}.closed`) : undefined
  return isRefusal(closing) ? closing : undefined
}

function proposalRefusal(
  proposal: Entry<"proposals">,
  path: string,
  known: {
    actors: ReadonlyMap<string, unknown>
    options: ReadonlySet<string>
    proposals: ReadonlySet<string>
  },
  zone: string,
): Refusal | undefined {
  if (!known.actors.has(proposal.proposer)) {
    return refuse("unknown_id", `There is no actor "${proposal.proposer}".`, `${path}.proposer`)
  }
  const missing = proposal.options.findIndex((id) => !known.options.has(id))
  if (missing >= 0) {
    return refuse(
      "unknown_id",
      `There is no option "${proposal.options[missing]}".`,
      `${path}.options[${missing}]`,
    )
  }
  if (
    proposal.supersedes &&
    (!known.proposals.has(proposal.supersedes) || proposal.supersedes === proposal.id)
  ) {
    return refuse("unknown_id", `There is no other proposal "${proposal.supersedes}".`, `${path}.supersedes`)
  }
  const at = proposal.at ? readEdtf(proposal.at, zone, `${path}.at`) : undefined
  if (isRefusal(at)) return at
  return historyDateRefusal(proposal.history ?? [], path, zone)
}

/** Refuses a date in a history that cannot be placed. */
export function historyDateRefusal(
  history: { at: string }[],
  path: string,
  zone: string,
): Refusal | undefined {
  return faultsIn(
    history,
    (entry, at) => {
      const date = readEdtf(entry.at, zone, `${at}.at`)
      return isRefusal(date) ? date : undefined
    },
    `${path}.history`,
  )
}

/** Refuses dates that cannot be placed, or that end before they begin. */
export function spanRefusal(
  from: string | null | undefined,
  to: string | null | undefined,
  zone: string,
  path: string,
): Refusal | undefined {
  const begins = from ? readEdtf(from, zone, `${path}.from`) : undefined
  if (isRefusal(begins)) return begins
  const ends = to ? readEdtf(to, zone, `${path}.to`) : undefined
  if (isRefusal(ends)) return ends
  return begins && ends && ends.end <= begins.start
    ? refuse("impossible_date", `"${to}" is before "${from}". Write the earlier date first.`, `${path}.to`)
    : undefined
}

/** What is refused among the items of a list, each asked with its path. */
export function faultsIn<T>(
  items: readonly T[],
  refusalOf: (item: T, path: string) => Refusal | undefined,
  path: string,
): Refusal | undefined {
  return together(items.map((item, i) => refusalOf(item, `${path}[${i}]`)))
}

/** The actors of a negotiation by its own ids, with what a party shows of each. */
async function readActors(
  tx: Transaction,
  negotiationId: number,
): Promise<Map<string, { name: string; iso: string | null }>> {
  const { rows } = await tx.$client.query<{ id: string; name: string; iso: string | null }>(
    `select na.id, a.name, a.iso from negotiation_actor na join actor a on a.id = na.actor_id
      where na.negotiation_id = $1`,
    [negotiationId],
  )
  return new Map(rows.map(({ id, ...shown }) => [id, shown]))
}
