import type { AlertSeverity } from "./alert-values.ts"
import type { ChangeSubject, Effect } from "./change.ts"
import { isReversal } from "./review.ts"
import type { ChangeKind } from "./vocabulary.ts"
import { foldedWords } from "./words.ts"

/**
 * What somebody wants to hear of a negotiation. Of a list any member will do; every list that is given has to hold, and
 * they hold together: for one thing that the change says or does, not one for this and another for that. `kinds` takes the
 * kinds of changes and those of alerts. All of the words of `text` have to occur, each as the beginning of a word.
 */
export interface SubscriptionFilter {
  parties?: string[]
  people?: string[]
  issues?: string[]
  options?: string[]
  kinds?: string[]
  text?: string
}

/** What can be asked for besides the kinds of changes: what a change does, as a subscriber thinks of it. */
export const ALERT_KINDS = [
  "stance_moved",
  "new_condition",
  "condition_moved",
  "mixed_signals",
  "contested",
  "red_line",
  "agreement",
  "deadline_near",
  "correction",
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** A change as far as alerts read it: one of the log, or one that is only previewed. */
export type AlertableChange = { kind: ChangeKind; imported?: true } & ChangeSubject & Effect

/** One thing that a change says or does: about which parties, on which option, of which kinds. */
export interface Facet {
  parties: string[]
  /** Null where it is on no option. */
  option: string | null
  issue: string | null
  kinds: (ChangeKind | AlertKind)[]
}

/** All that filters can ask of one change, so that many subscriptions are asked with one reading. */
export interface Heard {
  facets: Facet[]
  people: string[]
  words: string[]
}

/**
 * Reads a change for its subscribers. In: the change, and the issue of each option. Out: its facets, its speaker and its
 * words; null where it alerts nobody: an imported one (rule 10 of domain.md), and an agreement whose end is written
 * down long after it.
 */
export function heardIn(
  change: AlertableChange,
  issueOf: (option: string) => string | undefined,
): Heard | null {
  if (change.imported || change.deadline?.late) return null
  const { statement, event, agreement, proposal } = change
  const on = (option: string | null) => ({
    option,
    issue: option === null ? null : (issueOf(option) ?? null),
  })
  const base = baseKinds(change)
  const facet = (parties: string[], option: string | null, kinds: Facet["kinds"] = []): Facet => ({
    parties,
    ...on(option),
    kinds: [...base, ...kinds],
  })
  const whole = (parties: string[], options: string[]) =>
    options.length === 0 ? [facet(parties, null)] : options.map((option) => facet(parties, option))
  return {
    facets: [
      ...(statement ? whole([...statement.for, ...statement.about], statementOptions(statement)) : []),
      ...(event ? whole(event.parties ?? [], []) : []),
      ...(agreement ? whole(agreement.parties ?? [], agreement.options ?? []) : []),
      ...(proposal ? whole([proposal.proposer], proposal.options) : []),
      ...(statement || event || agreement || proposal ? [] : [facet([], null)]),
      ...change.cells.map((cell) => facet([cell.party], cell.option, cellKinds(cell, statement?.id))),
      ...(change.conditions ?? []).flatMap((held) =>
        [held.option, ...held.touches].map((option) =>
          facet([held.party], option, [
            isNew(held, change) ? "new_condition" : "condition_moved",
            ...(held.kind === "red_line" ? (["red_line"] as const) : []),
          ]),
        ),
      ),
    ],
    people: statement?.speaker ? [statement.speaker] : [],
    words: foldedWords(textsOf(change).join(" ")),
  }
}

/** A filter whose words are folded once, to be asked many times. */
export type ReadyFilter = Omit<SubscriptionFilter, "text"> & { words: string[] }

export function readyFilter({ text = "", ...lists }: SubscriptionFilter): ReadyFilter {
  return { ...lists, words: foldedWords(text) }
}

/** Whether a subscription with this filter hears of a change, as `heardIn` reads it. */
export function hears(filter: SubscriptionFilter | ReadyFilter, heard: Heard | null): boolean {
  if (!heard) return false
  const { people, parties, options, issues, kinds, words } = "words" in filter ? filter : readyFilter(filter)
  return (
    asked(people, heard.people) &&
    words.every((word) => heard.words.some((said) => said.startsWith(word))) &&
    heard.facets.some(
      (facet) =>
        asked(parties, facet.parties) &&
        asked(options, [facet.option]) &&
        asked(issues, [facet.issue]) &&
        asked(kinds, facet.kinds),
    )
  )
}

function asked(list: string[] | undefined, given: readonly (string | null)[]): boolean {
  return list === undefined || list.length === 0 || given.some((one) => one !== null && list.includes(one))
}

/**
 * How much a change weighs for who is told of it. Urgent: what we had wrong, an agreement that begins, stops or falls, a red
 * line, a headline that turns between in-principle-or-better and objecting (as in rule 10). Notable: any other stance that
 * moves, contested cells, conditions, deadlines, agreements and proposals. Routine: the rest.
 */
export function severityOf(change: AlertableChange, heard: Heard): AlertSeverity {
  const kinds = new Set(heard.facets.flatMap((facet) => facet.kinds))
  const turnsAgreement =
    change.agreement !== undefined && URGENT_STATUSES.includes(change.agreement.status ?? "proposed")
  if (kinds.has("correction") || kinds.has("red_line") || turnsAgreement || change.cells.some(isReversal))
    return "urgent"
  return NOTABLE.some((kind) => kinds.has(kind)) ? "notable" : "routine"
}

const URGENT_STATUSES: readonly string[] = ["in_force", "suspended", "expired", "collapsed"]
const NOTABLE: readonly Facet["kinds"][number][] = [
  "stance_moved",
  "contested",
  "new_condition",
  "condition_moved",
  "deadline_near",
  "agreement",
  "proposal.changed",
]

function baseKinds(change: AlertableChange): Facet["kinds"] {
  const { kind, event } = change
  switch (kind) {
    case "statement.corrected":
    case "statement.withdrawn":
      return [kind, "correction"]
    case "agreement.changed":
      return [kind, "agreement"]
    case "event.recorded":
      return event?.agreement || event?.type === "agreement" || event?.type === "entry_into_force"
        ? [kind, "agreement"]
        : [kind]
    case "deadline.near":
      return [kind, "deadline_near"]
    case "statement.published":
    case "condition.moved":
    case "proposal.changed":
    case "agenda.changed":
      return [kind]
    default:
      return kind satisfies never
  }
}

function statementOptions(statement: NonNullable<ChangeSubject["statement"]>): string[] {
  return [
    ...new Set([
      ...statement.stances.map(({ option }) => option),
      ...statement.conditions.flatMap(({ option, touches = [] }) => [option, ...touches]),
    ]),
  ]
}

/** A cell has mixed signals by this change where its own statement is one of the voices that do not agree. */
function cellKinds(cell: Effect["cells"][number], statement: string | undefined): AlertKind[] {
  const { was, state, stance, mixedSignals, differing } = cell
  const voices = [cell.statement, ...differing.map((entry) => entry.statement)]
  return [
    ...(stance !== was.stance ? (["stance_moved"] as const) : []),
    ...(state === "contested" && was.state !== "contested" ? (["contested"] as const) : []),
    ...(mixedSignals && statement !== undefined && voices.includes(statement)
      ? (["mixed_signals"] as const)
      : []),
  ]
}

/** A correction words a condition anew; only a first publication brings a new one. */
function isNew(held: { statement: string }, change: AlertableChange): boolean {
  return change.kind === "statement.published" && held.statement === change.statement?.id
}

function textsOf({
  statement,
  event,
  agreement,
  proposal,
  correction,
  conditions,
}: AlertableChange): string[] {
  const texts = [
    statement?.speakerName.name,
    statement?.institution,
    statement?.speakerAsDescribed,
    statement?.gist,
    statement?.quote,
    statement?.originalText,
    statement?.place,
    statement?.venue,
    event?.title,
    agreement?.title,
    agreement?.scope,
    proposal?.title,
    correction?.note,
    ...(conditions ?? []).map((held) => held.text),
  ]
  return texts.filter((text) => text != null)
}
