import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import type { StatementFacts } from "../../server/domain/statement.ts"
import { CONDITION_KINDS, PUBLICATIONS, STANCES } from "../../server/domain/vocabulary.ts"
import { epochMs, known } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

const negotiationId = () =>
  integer("negotiation_id")
    .notNull()
    .references(() => negotiation.id)

/**
 * The unit that is logged, reviewed, published and corrected, as it stands now. What it says lies in its revisions.
 * Written by: recording, publishing, correcting, withdrawing, import. `in_review` rows are the review queue: many of them
 * mean that second persons are missing.
 */
export const statement = pgTable(
  "statement",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    publication: text("publication", { enum: PUBLICATIONS }).notNull(),
    version: integer("version").notNull(),
    /** Place in the log, given at first publication (an import gives the order of its document); null before. */
    order: bigint("order_no", { mode: "number" }),
    firstRecordedAt: epochMs("first_recorded_at").notNull(),
    publishedAt: epochMs("published_at"),
    /** Who recorded it: `user:<id>` or `key:<id>`. Rule 10 asks for somebody else. */
    author: text("author").notNull(),
    imported: boolean("imported").notNull().default(false),
    /** When the latest version was saved; the desk's queue is ordered by it. */
    savedAt: epochMs("saved_at").notNull(),
    /** What the second person said who returned it from review; null once it is sent again or published. */
    returned: text("returned"),
    /** Latest said-at instant; lists are ordered by it. */
    ends: epochMs("ends").notNull(),
    starts: epochMs("starts").notNull(),
    /** Gist, quotation, speaker with aliases, folded: what a reader's search goes through. */
    searchText: text("search_text").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    // read backwards, like the queue below: the latest first
    index("statement_said").on(t.negotiationId, t.ends, t.id),
    index("statement_publication").on(t.negotiationId, t.publication),
    index("statement_queue")
      .on(t.negotiationId, t.savedAt, t.id)
      .where(sql`${t.publication} in ('draft', 'in_review')`),
    index("statement_search").using("gin", sql`to_tsvector('simple', ${t.searchText})`),
  ],
)

/**
 * Every saved version of a statement, and with `note` every correction and tombstone. Append-only by trigger.
 * Written by: recording, editing, publishing, correcting, withdrawing, import.
 */
export const statementRevision = pgTable(
  "statement_revision",
  {
    negotiationId: negotiationId(),
    statementId: text("statement_id").notNull(),
    version: integer("version").notNull(),
    publication: text("publication", { enum: PUBLICATIONS }).notNull(),
    content: jsonb("content").$type<StatementContent>().notNull(),
    /** What the rules read of a public revision (tier, voices, interval), fixed when it was published; null for drafts. */
    facts: jsonb("facts").$type<StatementFacts>(),
    recordedAt: epochMs("recorded_at").notNull(),
    by: text("by").notNull(),
    /** The public note that explains a change after publication. */
    note: text("note"),
    /** Why an editor set rule 10 aside. */
    overrideReason: text("override_reason"),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.statementId, t.version] }),
    foreignKey({
      columns: [t.negotiationId, t.statementId],
      foreignColumns: [statement.negotiationId, statement.id],
    }),
    // the audit reads backwards
    index("revision_recorded").on(t.negotiationId, t.recordedAt, t.statementId, t.version),
    // which statements cite a document
    index("revision_documents").using("gin", sql`(${t.content} -> 'documents') jsonb_path_ops`),
  ],
)

const placed = () => ({
  starts: epochMs("starts").notNull(),
  ends: epochMs("ends").notNull(),
  countsFrom: epochMs("counts_from").notNull(),
  tier: smallint("tier").notNull(),
  order: bigint("order_no", { mode: "number" }).notNull(),
})

/**
 * The rules' index of published stances: one row for each statement version, option and party concerned.
 * Derived from revisions and rebuilt from them at will; written by commitChange's callers in the same transaction.
 */
export const coding = pgTable(
  "coding",
  {
    negotiationId: negotiationId(),
    optionId: text("option_id").notNull(),
    partyId: text("party_id").notNull(),
    statementId: text("statement_id").notNull(),
    version: integer("version").notNull(),
    own: boolean("own").notNull(),
    stance: text("stance", { enum: STANCES }).notNull(),
    ...placed(),
    ...known(),
    voice: text("voice"),
    institution: text("institution"),
    speakerId: text("speaker_id"),
    speakerName: text("speaker_name").notNull(),
    saidAt: text("said_at").notNull(),
    saidAtPrecision: text("said_at_precision").notNull(),
    gist: text("gist").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.statementId, t.version, t.optionId, t.partyId] }),
    index("coding_cell").on(t.negotiationId, t.partyId, t.optionId, t.ends.desc(), t.starts.desc()),
    // Rows that counted before their interval was over, e.g. those logged on the day they were said.
    index("coding_early")
      .using("gist", sql`int8range(${t.countsFrom}, ${t.ends})`)
      .where(sql`${t.countsFrom} < ${t.ends}`),
  ],
)

/**
 * The rules' index of conditions: one row for each public version of a condition's definition.
 * Derived from revisions; written like `coding`.
 */
export const condition = pgTable(
  "condition",
  {
    negotiationId: negotiationId(),
    id: text("id").notNull(),
    statementId: text("statement_id").notNull(),
    version: integer("version").notNull(),
    holders: text("holders").array().notNull(),
    optionId: text("option_id").notNull(),
    kind: text("kind", { enum: CONDITION_KINDS }).notNull(),
    text: text("text").notNull(),
    deadline: text("deadline"),
    touches: text("touches").array().notNull(),
    withdrawn: boolean("withdrawn").notNull(),
    ...placed(),
    ...known(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id, t.version] }),
    index("condition_statement").on(t.negotiationId, t.statementId),
  ],
)

/** The rules' index of moves on conditions, each citing a statement or an event. Derived; written like `coding`. */
export const conditionMove = pgTable(
  "condition_move",
  {
    negotiationId: negotiationId(),
    conditionId: text("condition_id").notNull(),
    statementId: text("statement_id"),
    eventId: text("event_id"),
    version: integer("version").notNull(),
    position: integer("position").notNull(),
    axis: text("axis").notNull(),
    to: text("to").notNull(),
    by: text("by").array().notNull(),
    note: text("note"),
    ...placed(),
    ...known(),
  },
  (t) => [
    index("condition_move_condition").on(t.negotiationId, t.conditionId),
    index("condition_move_statement").on(t.negotiationId, t.statementId),
  ],
)
