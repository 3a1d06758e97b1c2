import { z } from "zod"
import type { Comparison } from "../capabilities/compare-boards.ts"
import type { SimilarStatement } from "../capabilities/find-similar.ts"
import type { ConditionWithMoves } from "../capabilities/list-conditions.ts"
import type { DraftPage } from "../capabilities/list-drafts.ts"
import type { StatementPage } from "../capabilities/list-statements.ts"
import type { AuditPage } from "../capabilities/present-audit.ts"
import type { Preview } from "../capabilities/preview-statement.ts"
import type { DraftWithDiscussion } from "../capabilities/read-draft.ts"
import type { StatementWithHistory } from "../capabilities/read-statement.ts"
import type { StatementState } from "../capabilities/record-statement.ts"
import type { Board } from "../domain/board.ts"
import type { Change, ChangedCell, ChangedPair, Effect } from "../domain/change.ts"
import type { HeldCondition } from "../domain/condition.ts"
import type { Move } from "../domain/convergence.ts"
import {
  type AgreementInput,
  agreementSchema,
  documentSchema,
  type EventInput,
  eventSchema,
  proposalSchema,
  type SourceInput,
  sourceSchema,
  statementSchema,
} from "../domain/negotiation-document.ts"
import { PAIR_STATES, type Pair } from "../domain/pair.ts"
import type { Cell } from "../domain/position.ts"
import type { PublicStatement } from "../domain/public-statement.ts"
import { REVIEW_REASONS } from "../domain/review.ts"
import { SIGNS } from "../domain/same-words.ts"
import {
  CHANGE_KINDS,
  CONDITION_KINDS,
  COUNTERPARTY_STATES,
  DIRECTNESS,
  FULFILMENT_STATES,
  HOLDER_STATES,
  PUBLICATIONS,
  ROLES,
  STANCES,
} from "../domain/vocabulary.ts"

/*
 * What procedures answer, for the description of the API; nothing is parsed by it at run time. Each is held against the
 * type that the code answers with, both ways, so that the description cannot drift from what is sent.
 */

/** Lets a schema through that says neither less nor more than the type. */
export function describing<T>() {
  return <S extends z.ZodType<T>>(schema: S & (T extends z.output<S> ? unknown : never)): S => schema
}

const id = z.string()
const instant = z.iso.datetime()
const edtf = z.string().describe("EDTF date")
const tier = z.literal([1, 2, 3, 4, 5])
const precision = z.enum(["year", "month", "day", "hour", "minute", "second", "millisecond", "interval"])
const speaker = z.object({ id: id.nullable(), name: z.string() })

const heldCondition = describing<HeldCondition>()(
  z.object({
    id,
    party: id,
    option: id,
    kind: z.enum(CONDITION_KINDS),
    text: z.string(),
    touches: z.array(id).describe("Options it names besides its own"),
    deadline: edtf.nullable(),
    statement: id.describe("Its first statement"),
    holder: z.enum(HOLDER_STATES),
    counterparty: z
      .record(id, z.enum(COUNTERPARTY_STATES))
      .describe("By responding party; who is absent has not answered"),
    fulfilment: z.enum(FULFILMENT_STATES),
    open: z.boolean(),
  }),
)

const cellEntry = z.object({
  statement: id,
  speaker,
  stance: z.enum(STANCES),
  tier,
  saidAt: edtf,
  saidAtPrecision: precision,
})

const cell = describing<Cell>()(
  z.object({
    party: id,
    option: id,
    state: z.enum(["headline", "lower_tier", "contested", "none_recorded"]),
    stance: z
      .enum([...STANCES, "none_recorded"])
      .nullable()
      .describe("Null while contested"),
    mixedSignals: z.boolean(),
    statement: id.nullable(),
    speaker: speaker.nullable(),
    tier: tier.nullable(),
    saidAt: edtf.nullable(),
    saidAtPrecision: precision.nullable(),
    gist: z.string().nullable(),
    lastAffirmedAt: edtf.nullable().describe("Said-at of the latest own statement that repeats the headline"),
    stale: z.boolean(),
    staleFrom: instant.nullable(),
    conditions: z.array(heldCondition).describe("The party's open ones on the option"),
    touching: z.array(heldCondition).describe("Its open ones that only name the option"),
    differing: z.array(cellEntry),
    attributed: z.array(cellEntry).describe("Accounts of the party by others"),
  }),
)

const pair = describing<Pair>()(
  z.object({
    parties: z.tuple([id, id]),
    state: z.enum(PAIR_STATES),
    statements: z.array(id).describe("The statements that decide it"),
  }),
)

const party = z.object({ id, name: z.string(), iso: z.string().nullable(), roles: z.array(z.enum(ROLES)) })
const issue = z.object({
  id,
  title: z.string(),
  group: z.string().nullable(),
  checklist: z.int().nullable(),
})
const option = z.object({ id, text: z.string(), closed: edtf.nullable() })

export const board = describing<Board>()(
  z.object({
    negotiation: z.string(),
    epoch: z.string(),
    seq: z.int().describe("The last change of the log that it holds"),
    asOf: instant.nullable(),
    knownAt: instant.nullable(),
    parties: z.array(party),
    issues: z.array(
      issue.extend({
        pairs: z.array(pair).describe("Of belligerents; all others under /pairs"),
        options: z.array(option.extend({ cells: z.array(cell) })),
      }),
    ),
  }),
)

const changedCell = describing<ChangedCell>()(
  cell.extend({ was: cell.pick({ stance: true, state: true }).describe("Before the change") }),
)
const changedPair = describing<ChangedPair>()(
  pair.extend({
    issue: id,
    state: pair.shape.state.nullable().describe("Null where there is no pair any more"),
  }),
)

export const effect = describing<Effect>()(
  z.object({
    cells: z.array(changedCell),
    conditions: z.array(heldCondition).optional(),
    pairs: z.array(changedPair).optional(),
    agenda: z
      .object({ parties: z.array(party), issues: z.array(issue.extend({ options: z.array(option) })) })
      .optional(),
  }),
)

// typed by hand: the key is always there in the code's type, and absent in JSON where it is undefined
const reliability: z.ZodType<SourceInput["reliability"]> = sourceSchema.shape.reliability
const citedDocument = documentSchema.extend({
  sourceName: z.string(),
  sourceClass: sourceSchema.shape.class,
  reliability,
  directness: z.enum(DIRECTNESS),
  span: z.object({ start: z.int(), end: z.int() }).nullable(),
  archived: z.string().nullable().describe("SHA-256 of the archived copy"),
  chain: z
    .array(
      documentSchema.omit({ language: true }).extend({
        sourceName: z.string(),
        sourceClass: sourceSchema.shape.class,
      }),
    )
    .optional()
    .describe("The documents it repeats, nearest first; left out where it repeats none"),
})

const publicStatement = describing<PublicStatement>()(
  statementSchema.omit({ documents: true, for: true, about: true, status: true, tier: true }).extend({
    status: z.enum(["published", "withdrawn"]),
    version: z.int(),
    recordedAt: instant,
    for: z.array(id),
    about: z.array(id),
    tier,
    speakerName: speaker,
    documents: z.array(citedDocument),
    stances: statementSchema.shape.stances.unwrap(),
    conditions: statementSchema.shape.conditions.unwrap(),
    conditionMoves: statementSchema.shape.conditionMoves.unwrap(),
  }),
)

const change = describing<Change>()(
  effect.extend({
    negotiation: z.string(),
    epoch: z.string(),
    seq: z.int(),
    hash: z.string(),
    kind: z.enum(CHANGE_KINDS),
    recordedAt: instant,
    imported: z.literal(true).optional(),
    statement: publicStatement.optional(),
    event: eventSchema.optional(),
    agreement: agreementSchema.optional(),
    proposal: proposalSchema.optional(),
    deadline: z
      .object({
        of: z.enum(["condition", "agreement"]),
        id,
        at: edtf,
        late: z.literal(true).optional().describe("Written down long after it: it alerts nobody"),
      })
      .optional(),
    correction: z.object({ note: z.string(), version: z.int(), replaces: z.int() }).optional(),
  }),
)

export const changeList = describing<{ epoch: string; seq: number; changes: Change[] }>()(
  z.object({
    epoch: z.string(),
    seq: z.int().describe("The last change there is"),
    changes: z.array(change),
  }),
)

export const comparison = describing<Comparison>()(
  z.object({
    from: instant,
    to: instant,
    cells: z.array(
      changedCell.extend({ statements: z.array(id).describe("The statements that made the difference") }),
    ),
    conditions: z.array(heldCondition),
    pairs: z.array(changedPair),
  }),
)

export const moveList = describing<{ items: Move[] }>()(
  z.object({
    items: z.array(
      z.object({
        party: id,
        option: id,
        from: z.enum(STANCES),
        to: z.enum(STANCES),
        statement: id,
        speaker,
        saidAt: edtf,
        end: z.number().describe("Latest instant of the statement, in milliseconds since 1970"),
      }),
    ),
  }),
)

export const conditionList = describing<{ items: ConditionWithMoves[] }>()(
  z.object({
    items: z.array(
      heldCondition.extend({
        moves: z.array(
          z.object({
            axis: z.string(),
            to: z.string(),
            statement: id.nullable(),
            event: id.nullable(),
            by: z.array(id),
            note: z.string().nullable(),
            at: instant,
          }),
        ),
      }),
    ),
  }),
)

export const pairList = describing<{ items: (Pair & { issue: string })[] }>()(
  z.object({ items: z.array(pair.extend({ issue: id })) }),
)
export const eventList = describing<{ items: EventInput[] }>()(z.object({ items: z.array(eventSchema) }))
export const agreementList = describing<{ items: AgreementInput[] }>()(
  z.object({ items: z.array(agreementSchema) }),
)

const reviewReasons = z.array(z.enum(REVIEW_REASONS))

export const statementState = describing<StatementState>()(
  z.object({
    id,
    version: z.int(),
    status: z.enum(PUBLICATIONS),
    seq: z.int().nullable().describe("Its line of the public log; null where nothing became public"),
    review: z
      .object({ reasons: reviewReasons, detail: z.string() })
      .optional()
      .describe("Why a second person has to publish it"),
  }),
)

export const statementPage = describing<StatementPage>()(
  z.object({ items: z.array(publicStatement), nextCursor: z.string().nullable(), total: z.int() }),
)

export const statementWithHistory = describing<StatementWithHistory>()(
  publicStatement.extend({
    status: z.enum(PUBLICATIONS).describe("Drafts and what is in review are seen at the desk only"),
    revisions: z.array(
      z.object({
        version: z.int(),
        status: z.enum(["published", "withdrawn"]),
        recordedAt: instant,
        note: z.string().nullable(),
        content: statementSchema,
        speakerName: z.string(),
        documents: z.array(z.object({ id, sourceName: z.string(), title: z.string() })),
      }),
    ),
    corrections: z.array(z.object({ version: z.int(), recordedAt: instant, note: z.string() })),
    changes: z.array(z.object({ seq: z.int(), kind: z.string(), recordedAt: instant })),
  }),
)

export const preview = describing<Preview>()(
  z.object({
    effect,
    before: z
      .object({
        cells: z.array(cell),
        conditions: z.array(heldCondition),
        pairs: z.array(pair.extend({ issue: id })),
      })
      .describe("What the effect names, as it stands now"),
    reasons: reviewReasons,
    secondNeeded: z
      .boolean()
      .describe("Whether they ask for somebody other than you, who wrote some of the words"),
    subscribers: z.int().describe("How many people and addresses would be alerted, were it published now"),
  }),
)

const draft = z.object({
  id,
  version: z.int(),
  status: z.enum(["draft", "in_review"]),
  author: z.string(),
  authorName: z.string(),
  savedBy: z.string(),
  savedByName: z.string(),
  savedAt: instant,
  returned: z.string().nullable().describe("What the second person said who returned it from review"),
  content: statementSchema,
})

export const draftList = describing<DraftPage>()(
  z.object({
    items: z.array(draft),
    nextCursor: z.string().nullable(),
    counts: z
      .object({ all: z.int(), mine: z.int(), review: z.int(), returned: z.int() })
      .describe("How many there are in each part, whatever was searched for"),
  }),
)

export const draftWithDiscussion = describing<DraftWithDiscussion>()(
  draft.extend({
    discussion: z.array(
      z.object({
        seq: z.int(),
        kind: z.enum(["draft.commented", "review.requested", "review.returned", "review.overridden"]),
        by: z.string(),
        byName: z.string(),
        at: instant,
        version: z.int(),
        detail: z.string().nullable(),
      }),
    ),
  }),
)

export const similarList = describing<{ items: SimilarStatement[][] }>()(
  z.object({
    items: z
      .array(
        z.array(
          z.object({
            id,
            version: z.int(),
            status: z.enum(PUBLICATIONS),
            certainty: z.enum(["same_words", "probably_same"]),
            signs: z
              .array(z.enum(SIGNS))
              .describe("What they have in common besides the speaker and the day"),
            score: z.number(),
            content: statementSchema,
            documents: z.array(citedDocument),
          }),
        ),
      )
      .describe("At the place of what was asked, likeliest first"),
  }),
)

export const auditPage = describing<AuditPage>()(
  z.object({
    items: z.array(
      z.object({
        key: z.string(),
        at: instant,
        by: z.string(),
        byName: z.string(),
        kind: z.string().describe("made, changed, removed, or what the log says of a statement"),
        subject: z.string(),
        title: z.string().nullable(),
        version: z.int().nullable(),
        note: z.string().nullable(),
        changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      }),
    ),
    nextCursor: z.string().nullable(),
    people: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
)
