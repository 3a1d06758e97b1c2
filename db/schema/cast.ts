import {
  type AnyPgColumn,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core"
import { ACTOR_KINDS, RELIABILITIES, SOURCE_CLASSES } from "../../server/domain/vocabulary.ts"
import { negotiation } from "./negotiation.ts"

/**
 * States, armed groups, organisations and groupings, known across negotiations.
 * Written by: keeping the cast, import (joins one with an equal ISO code or an equal name and kind). No backlog.
 */
export const actor = pgTable(
  "actor",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ACTOR_KINDS }).notNull(),
    iso: text("iso").unique(),
    names: jsonb("names").$type<Record<string, string>>(),
    aliases: text("aliases").array(),
    parentId: integer("parent_id").references((): AnyPgColumn => actor.id),
  },
  (t) => [index("actor_name_kind").on(t.name, t.kind)],
)

/**
 * Speakers. Written by: keeping the cast, merging, import (joins one with an equal name). No backlog.
 * One that was merged stays, so that its name and its local ids still lead to the one that is kept.
 */
export const person = pgTable(
  "person",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    names: jsonb("names").$type<Record<string, string>>(),
    aliases: text("aliases").array(),
    /** The entry that this one was found to be; never itself a merged one. */
    mergedInto: integer("merged_into").references((): AnyPgColumn => person.id),
  },
  (t) => [index("person_name").on(t.name), index("person_merged").on(t.mergedInto)],
)

/** The offices a person holds over time; `from` and `to` are EDTF. Written with the person. */
export const office = pgTable(
  "office",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    personId: integer("person_id")
      .notNull()
      .references(() => person.id),
    actorId: integer("actor_id")
      .notNull()
      .references(() => actor.id),
    title: text("title").notNull(),
    tier: smallint("tier").notNull(),
    from: text("from"),
    to: text("to"),
  },
  (t) => [index("office_person").on(t.personId), index("office_actor").on(t.actorId, t.tier)],
)

/** Outlets and offices that documents come from. Written by: keeping the cast, import (joins an equal name and class). */
export const source = pgTable(
  "source",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    class: text("class", { enum: SOURCE_CLASSES }).notNull(),
    reliability: text("reliability", { enum: RELIABILITIES }),
  },
  (t) => [uniqueIndex("source_name_class").on(t.name, t.class)],
)

/** What each of the three tables below begins with: this negotiation, its own id for the entry, and its place in lists. */
const local = () => ({
  negotiationId: integer("negotiation_id")
    .notNull()
    .references(() => negotiation.id),
  id: text("id").notNull(),
  position: integer("position").notNull(),
})

/** This negotiation's own short id for a shared actor. Written with it. */
export const negotiationActor = pgTable(
  "negotiation_actor",
  {
    ...local(),
    actorId: integer("actor_id")
      .notNull()
      .references(() => actor.id),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    uniqueIndex("negotiation_actor_once").on(t.negotiationId, t.actorId),
  ],
)

/** This negotiation's own short id for a shared person. Written with it. */
export const negotiationPerson = pgTable(
  "negotiation_person",
  {
    ...local(),
    personId: integer("person_id")
      .notNull()
      .references(() => person.id),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    uniqueIndex("negotiation_person_once").on(t.negotiationId, t.personId),
  ],
)

/** This negotiation's own short id for a shared source. Written with it. */
export const negotiationSource = pgTable(
  "negotiation_source",
  {
    ...local(),
    sourceId: integer("source_id")
      .notNull()
      .references(() => source.id),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    uniqueIndex("negotiation_source_once").on(t.negotiationId, t.sourceId),
  ],
)
