import { index, integer, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core"
import type { PartyInput, ProposalInput } from "../../server/domain/negotiation-document.ts"
import { epochMs, known } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

/*
 * The agenda. Each table holds every version of an entry: the one that is known now has no end, and a change closes it and
 * adds another, so that what the board showed before can be asked. Written by: set-up, amending, import, under the lock.
 */

/** What each version of an entry begins with. `position` is its place in lists and stays. */
const entry = () => ({
  negotiationId: integer("negotiation_id")
    .notNull()
    .references(() => negotiation.id),
  id: text("id").notNull(),
  position: integer("position").notNull(),
  ...known(),
})

/**
 * An actor at this table, in one or more roles over time. `id` is this negotiation's id of the actor; its name and code
 * stand in every version, so that an earlier board still shows the name that it had.
 */
export const party = pgTable(
  "party",
  {
    ...entry(),
    name: text("name").notNull(),
    iso: text("iso"),
    roles: jsonb("roles").$type<PartyInput["roles"]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.negotiationId, t.id, t.knownFrom] })],
)

/** An agenda item, phrased neutrally. */
export const issue = pgTable(
  "issue",
  { ...entry(), title: text("title").notNull(), checklist: smallint("checklist"), group: text("group") },
  (t) => [primaryKey({ columns: [t.negotiationId, t.id, t.knownFrom] })],
)

/** One proposition that a party can accept or refuse. */
export const option = pgTable(
  "option",
  {
    ...entry(),
    issueId: text("issue_id").notNull(),
    text: text("text").notNull(),
    /** EDTF date of closing, and the instant from which it is closed (its latest one). */
    closed: text("closed"),
    closedFrom: epochMs("closed_from").notNull(),
  },
  (t) => [primaryKey({ columns: [t.negotiationId, t.id, t.knownFrom] })],
)

/** A document or offer on the table. `content` is the element of the document format. */
export const proposal = pgTable(
  "proposal",
  { ...entry(), content: jsonb("content").$type<ProposalInput>().notNull() },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id, t.knownFrom] }),
    index("proposal_known").on(t.negotiationId, t.knownFrom),
  ],
)
