import { customType, foreignKey, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
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
    archivedSha256: text("archived_sha256").references(() => archivedCopy.sha256),
  },
  (t) => [
    primaryKey({ columns: [t.negotiationId, t.id] }),
    foreignKey({
      columns: [t.negotiationId, t.sourceId],
      foreignColumns: [negotiationSource.negotiationId, negotiationSource.id],
    }),
  ],
)
