import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import type { SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import { user } from "./account.ts"
import { instant } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

/** What somebody wants to hear and where. Written by: subscribing. Read by: the planner of alerts. */
export const subscription = pgTable(
  "subscription",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").references(() => user.id, { onDelete: "cascade" }),
    negotiationId: integer("negotiation_id").references(() => negotiation.id),
    filter: jsonb("filter").$type<SubscriptionFilter>().notNull(),
    channel: text("channel", { enum: ["webhook", "email", "push", "inbox"] }).notNull(),
    target: text("target"),
    state: text("state", { enum: ["pending", "active", "ended", "disabled"] }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [index("subscription_negotiation").on(t.negotiationId, t.state)],
)

/** One alert for one change and one subscription. Written by: the planner, with its cursor, in one transaction. */
export const alert = pgTable(
  "alert",
  {
    subscriptionId: text("subscription_id")
      .notNull()
      .references(() => subscription.id, { onDelete: "cascade" }),
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    heldUntil: instant("held_until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.subscriptionId, t.negotiationId, t.seq] })],
)

/** One attempt on one channel. Written by: delivery workers. Rows in `waiting` long past `due_at` are the backlog. */
export const delivery = pgTable(
  "delivery",
  {
    id: text("id").primaryKey(),
    subscriptionId: text("subscription_id")
      .notNull()
      .references(() => subscription.id, { onDelete: "cascade" }),
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    state: text("state", { enum: ["waiting", "delivered", "failed", "stopped"] }).notNull(),
    attempt: integer("attempt").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    /** Named outcome of the last attempt, e.g. `dns_lookup_failed`. */
    outcome: text("outcome"),
  },
  (t) => [index("delivery_due").on(t.state, t.dueAt)],
)
