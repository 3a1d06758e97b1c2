import { customType, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import type { ClipWarning } from "../../server/domain/clip.ts"
import { negotiationSource } from "./cast.ts"
import { instant } from "./columns.ts"
import { negotiation } from "./negotiation.ts"

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" })

/** Bytes of a page as it was captured, by content. Written by: clipping. Served to readers; never changed. */
export const archivedCopy = pgTable("archived_copy", {
  sha256: text("sha256").primaryKey(),
  mediaType: text("media_type").notNull(),
  bytes: bytea("bytes").notNull(),
  capturedAt: instant("captured_at").notNull(),
})

/** One article, transcript, post or video. Written by: import, recording with an inline document, clipping. */
export const document = pgTable(
  "document",
  {
    negotiationId: integer("negotiation_id")
      .notNull()
      .references(() => negotiation.id),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    sourceId: text("source_id").notNull(),
    url: text("url"),
    title: text("title"),
    publishedAt: text("published_at"),
    language: text("language"),
    /** The document it repeats, so that echoes are told from independent origins. */
    upstream: text("upstream"),
    /** Which copy was captured. An imported document may name one that lies elsewhere: its bytes are then not here. */
    archivedSha256: text("archived_sha256"),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    foreignKey({
      columns: [t.negotiationId, t.sourceId],
      foreignColumns: [negotiationSource.negotiationId, negotiationSource.id],
    }),
    index("document_archived").on(t.archivedSha256),
  ],
)

/**
 * An article that somebody has clipped, so that they can come back to it. What it says of itself stands beside its text;
 * suggestions are computed when it is read. Written by: clipping, once. Read by: the desk alone. No backlog.
 */
export const clip = pgTable(
  "clip",
  {
    id: text("id").primaryKey(),
    negotiationId: integer("negotiation_id").references(() => negotiation.id),
    url: text("url"),
    canonical: text("canonical"),
    title: text("title").notNull(),
    outlet: text("outlet"),
    author: text("author"),
    publishedAt: text("published_at"),
    language: text("language"),
    upstream: text("upstream"),
    text: text("text").notNull(),
    archivedSha256: text("archived_sha256")
      .notNull()
      .references(() => archivedCopy.sha256),
    warnings: jsonb("warnings").$type<ClipWarning[]>().notNull(),
    /** `user:<id>` or `key:<id>`. */
    by: text("by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("clip_negotiation").on(t.negotiationId, t.createdAt.desc())],
)
