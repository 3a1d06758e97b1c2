import { foreignKey, index, integer, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core"
import type { PartyInput, ProposalInput } from "../../server/domain/negotiation-document.ts"
import { negotiationActor } from "./cast.ts"
import { epochMs } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

const negotiationId = () =>
  integer("negotiation_id")
    .notNull()
    .references(() => negotiation.id)

/** An actor at this table, in one or more roles over time. Written by: set-up, agenda, import. `id` is the actor's. */
export const party = pgTable(
  "party",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    roles: jsonb("roles").$type<PartyInput["roles"]>().notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    foreignKey({
      columns: [t.negotiationId, t.id],
      foreignColumns: [negotiationActor.negotiationId, negotiationActor.id],
    }),
  ],
)

/** An agenda item, phrased neutrally. Written by: set-up, agenda, import. */
export const issue = pgTable(
  "issue",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    title: text("title").notNull(),
    checklist: smallint("checklist"),
    group: text("group"),
    recordedAt: epochMs("recorded_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.negotiationId, t.id] })],
)

/** One proposition that a party can accept or refuse, as it stands now. Written by: set-up, agenda, import. */
export const option = pgTable(
  "option",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    issueId: text("issue_id").notNull(),
    position: integer("position").notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    foreignKey({ columns: [t.negotiationId, t.issueId], foreignColumns: [issue.negotiationId, issue.id] }),
  ],
)

/**
 * Every wording and closing an option has had, so that "what did this board show then" can be answered.
 * Written by: set-up, agenda, import; only ever added to. The one with the greatest `recorded_at` up to an instant holds.
 */
export const optionRevision = pgTable(
  "option_revision",
  {
    negotiationId: negotiationId(),
    optionId: text("option_id").notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
    text: text("text").notNull(),
    /** EDTF date of closing, and the instant from which it is closed (its latest one). */
    closed: text("closed"),
    closedFrom: epochMs("closed_from").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.optionId, t.recordedAt] }),
    foreignKey({ columns: [t.negotiationId, t.optionId], foreignColumns: [option.negotiationId, option.id] }),
  ],
)

/** A document or offer on the table. Written by: recording proposals, import. `content` is the element of the document format. */
export const proposal = pgTable(
  "proposal",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    content: jsonb("content").$type<ProposalInput>().notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    index("proposal_recorded").on(t.negotiationId, t.recordedAt),
  ],
)
