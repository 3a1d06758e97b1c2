import type { Reader } from "../../db/client.ts"
import { suggestInWorker } from "../clipping/read-in-worker.ts"
import type { Clip, ClipWarning } from "../domain/clip.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { findKnownDocument, findKnownSource } from "./find-known-document.ts"
import { readClipCast } from "./read-clip-cast.ts"

interface ClipRow {
  id: string
  negotiationId: number | null
  negotiation: string | null
  url: string | null
  canonical: string | null
  title: string
  outlet: string | null
  author: string | null
  publishedAt: string | null
  language: string | null
  upstream: string | null
  text: string
  archived: string
  mediaType: string
  warnings: ClipWarning[]
  capturedAt: Date
}

/**
 * A clip as it stands now: what was captured never changes, while who is known to be quoted and whether the negotiation has
 * the document already are looked up each time.
 */
export async function readClip(db: Reader, id: string): Promise<Clip | Refusal> {
  const { rows } = await db.$client.query<ClipRow>({
    name: "read-clip",
    text: `select c.id, c.negotiation_id as "negotiationId", n.slug as negotiation, c.url, c.canonical, c.title, c.outlet,
                  c.author, c.published_at as "publishedAt", c.language, c.upstream, c.text,
                  c.archived_sha256 as archived, a.media_type as "mediaType", c.warnings, c.created_at as "capturedAt"
             from clip c
             join archived_copy a on a.sha256 = c.archived_sha256
             left join negotiation n on n.id = c.negotiation_id
            where c.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) return refuse("not_found", `There is no clip "${id}".`, "id")
  const { text, publishedAt, language } = row
  const cast = await readClipCast(db, row.negotiationId)
  const [suggestions, document, source] = await Promise.all([
    suggestInWorker(text, { publishedAt, language, cast }),
    findKnownDocument(db, row),
    findKnownSource(db, row),
  ])
  const none: ClipWarning[] = isRefusal(suggestions)
    ? [{ code: "no_suggestions", detail: suggestions.detail }]
    : []
  return {
    id: row.id,
    negotiation: row.negotiation,
    document: {
      id: document,
      url: row.url,
      canonical: row.canonical,
      title: row.title,
      source: source ?? { id: null, name: row.outlet },
      author: row.author,
      publishedAt,
      language,
      upstream: row.upstream,
      archived: row.archived,
      mediaType: row.mediaType,
      capturedAt: row.capturedAt.toISOString(),
    },
    text,
    suggestions: isRefusal(suggestions) ? [] : suggestions,
    warnings: [...row.warnings, ...none],
  }
}
