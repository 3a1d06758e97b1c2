import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import type { AgreementInput, EventInput } from "../../server/domain/negotiation-document.ts"
import { epochMs, known } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

/** Something that happened; words and deeds are never mixed. Written by: recording events, import. */
export const event = pgTable(
  "event",
  {
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    id: text("id").notNull(),
    content: jsonb("content").$type<EventInput>().notNull(),
    starts: epochMs("starts").notNull(),
    ends: epochMs("ends").notNull(),
    order: bigint("order_no", { mode: "number" }).notNull(),
    recordedAt: epochMs("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    index("event_time").on(t.negotiationId, t.ends.desc()),
  ],
)

/** An agreed or declared ceasefire, in every version. Written by: recording agreements, import; like the agenda. */
export const agreement = pgTable(
  "agreement",
  {
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    ...known(),
    content: jsonb("content").$type<AgreementInput>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.negotiationId, t.id, t.knownFrom] })],
)
