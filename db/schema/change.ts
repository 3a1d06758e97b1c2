import { sql } from "drizzle-orm"
import { bigint, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { epochMs } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

/**
 * The log: one line for each change of a negotiation. Append-only by trigger.
 * Written by: commitChange, and nobody else. Drained by: the relay to sockets, the live board, feeds, alerts; each keeps its
 * own cursor. A backlog is the distance between `negotiation.seq` and a reader's cursor.
 */
export const change = pgTable(
  "change",
  {
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    /** `public` goes to readers; `desk` (drafts, reviews) has its own numbers and never reaches a reader. */
    audience: text("audience", { enum: ["public", "desk"] }).notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    /** What it is about, e.g. `statement:s1`, so that a page can show its history. */
    subject: text("subject").notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
    by: text("by").notNull(),
    /** The change as it is sent, canonical JSON without epoch and hash. The law may erase it; the chain stays valid. */
    content: text("content").notNull(),
    contentHash: text("content_hash").notNull(),
    /** SHA-256 over the previous hash and the content's hash. */
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.audience, t.seq] }),
    index("change_subject").on(t.negotiationId, t.subject),
    // what the audit tells besides versions and rows: remarks, and what the clock did
    index("change_remark")
      .on(t.negotiationId, t.recordedAt)
      .where(sql`${t.kind} = 'draft.commented' or ${t.by} = 'system'`),
  ],
)
