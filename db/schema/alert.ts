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
  unique,
} from "drizzle-orm/pg-core"
import type { AlertNotice } from "../../server/domain/alert-notice.ts"
import type { SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import {
  ALERT_SEVERITIES,
  CADENCES,
  DELIVERY_STATES,
  ENDPOINT_STATES,
  ENDPOINT_TYPES,
  MESSAGE_STATES,
  SUBSCRIPTION_STATES,
} from "../../server/domain/alert-values.ts"
import { user } from "./account.ts"
import { epochMs } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

/*
 * Alerts, from what somebody wants to hear to what was sent:
 *
 *   subscriber 1-n endpoint 1-n subscription        who, where, what
 *   alert      1-n delivery n-1 message 1-n attempt  one change, whom it concerns, what is sent, each try
 *
 * A delivery is the promise that one subscription hears of one change; a message carries one of them (webhook, inbox) or
 * many (mail, push).
 */

/**
 * Somebody who is told of changes: a person with an account, or whoever reads an address or a browser.
 * Written by: subscribing, and the subscriber. Read by: the planner and the senders. No backlog.
 */
export const subscriber = pgTable("subscriber", {
  id: text("id").primaryKey(),
  userId: text("user_id")
    .unique()
    .references(() => user.id, { onDelete: "cascade" }),
  /** Where a program subscribed: whose key, as the log names it (`key:<id>`). */
  keyId: text("key_id").unique(),
  timeZone: text("time_zone").notNull().default("UTC"),
  /** Hour of the day at which the daily digest goes out, in the subscriber's zone. */
  digestHour: smallint("digest_hour").notNull().default(8),
  /** Minutes of the day between which mail and push wait; both null where they never do. May run over midnight. */
  quietFrom: smallint("quiet_from"),
  quietTo: smallint("quiet_to"),
  /** Links by which one manages, and the private feed, carry it: raising it makes every earlier one worthless. */
  linkGeneration: integer("link_generation").notNull().default(1),
  createdAt: epochMs("created_at").notNull(),
})

/**
 * Where a subscriber is told: an address, a browser, a webhook, the inbox in the page.
 * Written by: subscribing, and delivery, which notes how it fares. No backlog.
 */
export const endpoint = pgTable(
  "endpoint",
  {
    id: text("id").primaryKey(),
    subscriberId: text("subscriber_id")
      .notNull()
      .references(() => subscriber.id, { onDelete: "cascade" }),
    type: text("type", { enum: ENDPOINT_TYPES }).notNull(),
    /** E-mail address in lower case, address of the push service or of the webhook; empty for the inbox. */
    address: text("address").notNull(),
    /** What a browser gave for encrypting to it. */
    pushKeys: jsonb("push_keys").$type<{ p256dh: string; auth: string }>(),
    /** The webhook's secret is derived from this number; the one before it signs too until `secretOverlapUntil`. */
    secretGeneration: integer("secret_generation").notNull().default(1),
    secretOverlapUntil: epochMs("secret_overlap_until"),
    state: text("state", { enum: ENDPOINT_STATES }).notNull(),
    /** Since when every attempt has failed; null while it works. */
    failingSince: epochMs("failing_since"),
    /** Failures in a row, and until when nothing is tried. */
    failures: integer("failures").notNull().default(0),
    restsUntil: epochMs("rests_until"),
    /** Named outcome that ended or disabled it, e.g. `gone`. */
    endedBy: text("ended_by"),
    createdAt: epochMs("created_at").notNull(),
  },
  (t) => [
    index("endpoint_subscriber").on(t.subscriberId),
    index("endpoint_address").on(t.type, t.address),
    index("endpoint_pending").on(t.createdAt).where(sql`${t.state} = 'pending'`),
  ],
)

/**
 * What somebody wants to hear, and where. Written by: subscribing and the subscriber; each write takes the next number of
 * `subscription_counter` under its lock, so that whoever has read up to n has missed nothing up to n.
 * Read by: the planner, which keeps them indexed in memory. No backlog.
 */
export const subscription = pgTable(
  "subscription",
  {
    id: text("id").primaryKey(),
    subscriberId: text("subscriber_id")
      .notNull()
      .references(() => subscriber.id, { onDelete: "cascade" }),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => endpoint.id, { onDelete: "cascade" }),
    /** Null: every public negotiation. */
    negotiationId: integer("negotiation_id").references(() => negotiation.id),
    filter: jsonb("filter").$type<SubscriptionFilter>().notNull(),
    cadence: text("cadence", { enum: CADENCES }).notNull().default("instant"),
    state: text("state", { enum: SUBSCRIPTION_STATES }).notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    /** It hears of what is recorded from then on: when it was made, or confirmed where it had to be. */
    hearsFrom: epochMs("hears_from").notNull(),
    createdAt: epochMs("created_at").notNull(),
    /** When it ended because its receiver wanted nothing more; null where its subscriber ended it. */
    receiverEndedAt: epochMs("receiver_ended_at"),
  },
  (t) => [
    index("subscription_subscriber").on(t.subscriberId),
    index("subscription_pending").on(t.createdAt).where(sql`${t.state} = 'pending'`),
    index("subscription_endpoint").on(t.endpointId),
    index("subscription_version").on(t.version),
    index("subscription_negotiation").on(t.negotiationId, t.state),
  ],
)

/** The one row that numbers the writes of subscriptions. Written by: whoever writes one, which locks it until commit. */
export const subscriptionCounter = pgTable("subscription_counter", {
  id: smallint("id").primaryKey().default(1),
  version: bigint("version", { mode: "number" }).notNull().default(0),
})

/**
 * How far the planner has come in each negotiation's log. Written by: the planner, in the transaction that plans.
 * The distance to `negotiation.seq` is the planner's backlog.
 */
export const alertCursor = pgTable("alert_cursor", {
  negotiationId: integer("negotiation_id")
    .primaryKey()
    .references(() => negotiation.id),
  seq: bigint("seq", { mode: "number" }).notNull(),
})

/**
 * One for each public change that concerns somebody. Written by: the planner; an editor who stops it.
 * Nothing of it is sent before `heldUntil`.
 */
export const alert = pgTable(
  "alert",
  {
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    /** What it is about, as the log says it, e.g. `statement:s1`. */
    subject: text("subject").notNull(),
    severity: text("severity", { enum: ALERT_SEVERITIES }).notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
    heldUntil: epochMs("held_until").notNull(),
    /** Subscriptions that hear of it. */
    recipients: integer("recipients").notNull(),
    stoppedAt: epochMs("stopped_at"),
    /** Who stopped it, as the log names them; `system` where a withdrawal within the hold did. */
    stoppedBy: text("stopped_by"),
    stoppedWhy: text("stopped_why"),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.seq] }),
    index("alert_subject").on(t.negotiationId, t.subject),
    index("alert_held").on(t.heldUntil),
  ],
)

/**
 * One subscription hears of one change. Written by: the planner, with its cursor; unique on change, subscription and with
 * it channel. `waiting` becomes `sent` when its message is first claimed: from then on it counts as told.
 */
export const delivery = pgTable(
  "delivery",
  {
    negotiationId: integer("negotiation_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    subscriptionId: text("subscription_id")
      .notNull()
      .references(() => subscription.id, { onDelete: "cascade" }),
    messageId: text("message_id")
      .notNull()
      .references(() => message.id, { onDelete: "cascade" }),
    state: text("state", { enum: DELIVERY_STATES }).notNull().default("waiting"),
    /** True where the filter did not ask for it: it corrects or withdraws what the subscription was told before. */
    followsUp: boolean("follows_up").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.seq, t.subscriptionId] }),
    foreignKey({ columns: [t.negotiationId, t.seq], foreignColumns: [alert.negotiationId, alert.seq] }),
    index("delivery_message").on(t.messageId),
    index("delivery_subscription").on(t.subscriptionId, t.negotiationId, t.seq),
  ],
)

/**
 * What is sent to one endpoint: its id is the `webhook-id`, the same on every attempt. A mail or a push takes in what is
 * planned until it goes. Written by: the planner, subscribing (notices), the senders.
 * Rows in `waiting` long past `due_at` are the backlog; the jobs that wake the senders lie in the schema `pgboss`.
 */
export const message = pgTable(
  "message",
  {
    id: text("id").primaryKey(),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => endpoint.id, { onDelete: "cascade" }),
    cadence: text("cadence", { enum: CADENCES }).notNull(),
    /** Set where it carries no deliveries but tells something of the subscription itself. */
    notice: jsonb("notice").$type<AlertNotice>(),
    /** For a webhook or the inbox: the one change that it carries. */
    negotiationId: integer("negotiation_id"),
    seq: bigint("seq", { mode: "number" }),
    state: text("state", { enum: MESSAGE_STATES }).notNull().default("waiting"),
    /** When it goes: the end of the hold of all that it carries, of a digest's hour, of the rest before another attempt. */
    dueAt: epochMs("due_at").notNull(),
    /** What a mail or push takes in may not put it off beyond this. */
    latestAt: epochMs("latest_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Named outcome of the last attempt, e.g. `delivered`, `dns_lookup_failed`, `gone`. */
    outcome: text("outcome"),
    createdAt: epochMs("created_at").notNull(),
    sentAt: epochMs("sent_at"),
    /** When its reader marked it as read; the inbox alone has that. */
    readAt: epochMs("read_at"),
  },
  (t) => [
    unique("message_change").on(t.endpointId, t.negotiationId, t.seq),
    index("message_endpoint").on(t.endpointId, t.createdAt),
    index("message_created").on(t.createdAt, t.id),
    // the one open mail or push of an endpoint and cadence, which takes in what is planned
    index("message_open")
      .on(t.endpointId, t.cadence)
      .where(sql`${t.state} = 'waiting' and ${t.attempts} = 0 and ${t.seq} is null and ${t.notice} is null`),
    index("message_waiting").on(t.dueAt).where(sql`${t.state} in ('waiting', 'sending')`),
  ],
)

/** Each try to send a message, as its subscriber and the operator may read it. Written by: the senders. Never changed. */
export const attempt = pgTable(
  "attempt",
  {
    messageId: text("message_id")
      .notNull()
      .references(() => message.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    at: epochMs("at").notNull(),
    tookMs: integer("took_ms").notNull(),
    outcome: text("outcome").notNull(),
    /** What the receiver answered, where it answered with a number. */
    status: integer("status"),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.number] })],
)
