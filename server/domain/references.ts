import type { ConditionDefinition } from "./condition.ts"
import { isTimeZone, readEdtf } from "./dates.ts"
import type { ConditionMoveInput, StatementContent } from "./negotiation-document.ts"
import { isRefusal, type Refusal, refuse, together } from "./refusal.ts"
import { asList, ownParties, type StatementFacts } from "./statement.ts"

/** The ids that a statement may name in its negotiation. */
export interface KnownIds {
  options: ReadonlySet<string>
  documents: ReadonlySet<string>
  /** Conditions by id, with the statement that states each first. */
  conditions: ReadonlyMap<string, Pick<ConditionDefinition, "statement" | "holders">>
}

/**
 * Whether everything that a statement names exists here, is named once, and is the speaker's to say.
 * In: the content, its facts, what is known (conditions of this very statement included or not), the zone and instant.
 * Out: what is refused of it, each with its path below the statement.
 */
export function referenceRefusal(
  content: StatementContent,
  facts: Pick<StatementFacts, "attribution" | "for" | "about" | "tier" | "start">,
  known: KnownIds,
  at: { zone: string; now: number },
): Refusal | undefined {
  return together([
    dateRefusal(content, facts, at),
    unknown(documentIds(content), known.documents, "document", (i) => `documents[${i}]`),
    repeated(documentIds(content), "document", (i) => `documents[${i}]`),
    unknown(optionIds(content), known.options, "option", (i) => `stances[${i}].option`),
    repeated(optionIds(content), "option", (i) => `stances[${i}].option`),
    conditionRefusal(content, known, at.zone),
    moveRefusals(content, facts, known),
  ])
}

/** Ids of the documents that a statement cites. */
export function documentIds(content: Pick<StatementContent, "documents">): string[] {
  return (content.documents ?? []).map((use) => (typeof use === "string" ? use : use.id))
}

function optionIds(content: StatementContent): string[] {
  return (content.stances ?? []).map((stance) => stance.option)
}

const HOUR_MS = 3_600_000

function dateRefusal(
  content: StatementContent,
  facts: Pick<StatementFacts, "start">,
  at: { zone: string; now: number },
): Refusal | undefined {
  if (content.zone && !isTimeZone(content.zone)) {
    return refuse("invalid", `"${content.zone}" is no time zone. Write one such as Europe/Kyiv.`, "zone")
  }
  // Clocks differ by seconds, zones are known: an hour of grace is enough.
  if (facts.start > at.now + HOUR_MS) {
    return refuse("impossible_date", `${content.saidAt} has not come yet. Write when it was said.`, "saidAt")
  }
  return undefined
}

/** Refuses a party spoken for or about that does not sit at this table; asked before anything is read of its people. */
export function partyRefusal(content: StatementContent, parties: ReadonlySet<string>): Refusal | undefined {
  const strangers = (["for", "about"] as const).flatMap((field) =>
    asList(content[field])
      .filter((party) => !parties.has(party))
      .map((party) => {
        const detail = `"${party}" is no party of this negotiation. Add it as a party first.`
        return refuse("unknown_id", detail, field)
      }),
  )
  return together(strangers)
}

function conditionRefusal(content: StatementContent, known: KnownIds, zone: string): Refusal | undefined {
  const conditions = content.conditions ?? []
  const twice = repeated(
    conditions.map((c) => c.id),
    "condition",
    (i) => `conditions[${i}].id`,
  )
  const each = conditions.flatMap((condition, i) => {
    const path = `conditions[${i}]`
    const other = known.conditions.get(condition.id)
    const elsewhere =
      other && other.statement !== content.id
        ? refuse(
            "duplicate_id",
            `Condition "${condition.id}" was stated first in "${other.statement}". Restate it with a move, or choose another id.`,
            `${path}.id`,
          )
        : undefined
    const deadline = condition.deadline ? readEdtf(condition.deadline, zone, `${path}.deadline`) : undefined
    return [
      elsewhere,
      unknown([condition.option], known.options, "option", () => `${path}.option`),
      unknown(condition.touches ?? [], known.options, "option", (n) => `${path}.touches[${n}]`),
      isRefusal(deadline) ? deadline : undefined,
    ]
  })
  return together([twice, ...each])
}

function moveRefusals(
  content: StatementContent,
  facts: Pick<StatementFacts, "attribution" | "for" | "about" | "tier">,
  known: KnownIds,
): Refusal | undefined {
  const own = ownParties(facts)
  const each = (content.conditionMoves ?? []).map((move, i) => {
    const stated = content.conditions?.some((condition) => condition.id === move.condition)
    const holders = stated ? own : known.conditions.get(move.condition)?.holders
    const path = `conditionMoves[${i}]`
    if (!holders) return noCondition(move.condition, path)
    const unattributed = facts.attribution === "unattributed"
    return moveRefusal(move, { own, holders, tier: facts.tier, unattributed }, path)
  })
  return together(each)
}

/** Who may move which axis: rule 4 of domain.md. */
function moveRefusal(
  move: ConditionMoveInput,
  {
    own,
    holders,
    tier,
    unattributed,
  }: { own: string[]; holders: string[]; tier: number; unattributed: boolean },
  path: string,
): Refusal | undefined {
  switch (move.axis) {
    case "holder":
      if (!own.some((party) => holders.includes(party))) {
        return refuse(
          "unprocessable",
          `Only ${holders.join(", ")} can move this condition on the holder axis, in a statement of its own.`,
          `${path}.axis`,
        )
      }
      if (tier > 2 && move.to !== "active" && move.to !== "clarified") {
        return refuse(
          "needs_authority",
          `A speaker of tier ${tier} may only restate ("active") or clarify a condition. ` +
            "Log the words without this move, or set the tier with its reason.",
          `${path}.to`,
        )
      }
      return undefined
    case "counterparty":
      return own.some((party) => !holders.includes(party))
        ? undefined
        : refuse("unprocessable", "The party that holds a condition cannot also answer it.", `${path}.axis`)
    case "fulfilment":
      // an account may report a breach; a voice that nobody answers for may not
      return unattributed
        ? refuse(
            "unprocessable",
            "Words that nobody is known to have said move no condition.",
            `${path}.axis`,
          )
        : undefined
    default:
      return move satisfies never
  }
}

export function noCondition(id: string, path: string): Refusal {
  return refuse("unknown_id", `There is no condition "${id}" here. State it first.`, `${path}.condition`)
}

function unknown(
  ids: string[],
  known: ReadonlySet<string>,
  what: string,
  path: (i: number) => string,
): Refusal | undefined {
  return together(
    ids.map((id, i) =>
      known.has(id)
        ? undefined
        : refuse(
            "unknown_id",
            `There is no ${what} "${id}" in this negotiation. Add it first, or name one that is here.`,
            path(i),
          ),
    ),
  )
}

function repeated(ids: string[], what: string, path: (i: number) => string): Refusal | undefined {
  return together(
    ids.map((id, i) =>
      ids.indexOf(id) === i
        ? undefined
        : refuse("duplicate_id", `The ${what} "${id}" stands here twice. Keep one.`, path(i)),
    ),
  )
}
