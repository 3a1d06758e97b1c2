import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core"
import { REVIEW_POLICIES, STAGES, VISIBILITIES } from "../../server/domain/vocabulary.ts"
import { epochMs, instant } from "./columns.ts"

/**
 * One process that is followed, and the counter row of its log.
 * Written by: set-up, import and, for the counters, commitChange alone, which locks this row for the length of a commit.
 * Read by: everybody. It has no backlog; a long lock wait here means that one commit is slow.
 */
export const negotiation = pgTable("negotiation", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  slug: text("slug").notNull().unique(),
  title: text("title").notNull(),
  summary: text("summary").notNull().default(""),
  timeZone: text("time_zone").notNull(),
  stage: text("stage", { enum: STAGES }).notNull().default("pre_negotiation"),
  review: text("review", { enum: REVIEW_POLICIES }).notNull().default("risky"),
  visibility: text("visibility", { enum: VISIBILITIES }).notNull().default("public"),
  /** Latest public change; gap-free within an epoch. */
  seq: bigint("seq", { mode: "number" }).notNull().default(0),
  /** Latest change of the desk's own stream. */
  deskSeq: bigint("desk_seq", { mode: "number" }).notNull().default(0),
  headHash: text("head_hash").notNull().default(""),
  deskHeadHash: text("desk_head_hash").notNull().default(""),
  /** Next place in the log for a statement or event: the last tie-break of "the latest of several". */
  nextOrder: bigint("next_order", { mode: "number" }).notNull().default(1),
  /** Instant of the latest change; the next one is never earlier. */
  lastRecordedAt: epochMs("last_recorded_at").notNull().default(0),
  createdAt: instant("created_at").notNull().defaultNow(),
})

/**
 * Facts about this database itself: the epoch of the log, generated secrets.
 * Written by: first start (and restore, which sets a new epoch). Read at start. No backlog.
 */
export const setting = pgTable("setting", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
})
