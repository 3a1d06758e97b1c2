import { bigint, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { epochMs } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

export const AUDIT_VERBS = ["made", "changed", "removed"] as const

/**
 * What people changed beside statements (whose versions are their own history): the cast, the agenda, documents, events,
 * negotiations, accounts, keys, invitations. Append-only by trigger.
 * Written by: the trigger `record_audit` on those tables, and by nothing else, with the columns that the migration names:
 * no secret, no hash, no e-mail address. Read by: the audit of a negotiation's desk and of the accounts. No backlog.
 */
export const audit = pgTable(
  "audit",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: epochMs("at").notNull(),
    /** Who, as the log names them: `user:<id>`, `key:<id>` or `system`. */
    by: text("by").notNull(),
    /** Where it was done; null for accounts, keys and invitations. */
    negotiationId: integer("negotiation_id").references(() => negotiation.id),
    /** What it is about, e.g. `person:12`, `option:truce`, `user:<id>`. */
    subject: text("subject").notNull(),
    verb: text("verb", { enum: AUDIT_VERBS }).notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
  },
  (t) => [index("audit_place").on(t.negotiationId, t.at, t.id), index("audit_subject").on(t.subject)],
)
