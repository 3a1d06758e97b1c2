import type { Reader } from "../../db/client.ts"
import type { ClipSummary } from "../domain/clip.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

/** What was clipped for a negotiation, newest first, 200 at most. For the desk only. */
export async function listClips(db: Reader, negotiation: FoundNegotiation): Promise<ClipSummary[]> {
  const { rows } = await db.$client.query<Omit<ClipSummary, "capturedAt"> & { capturedAt: Date }>({
    name: "list-clips",
    text: `select id, title, outlet as source, coalesce(url, canonical) as url, published_at as "publishedAt", by,
                  created_at as "capturedAt"
             from clip where negotiation_id = $1 order by created_at desc, id limit 200`,
    values: [negotiation.id],
  })
  return rows.map((row) => ({ ...row, capturedAt: row.capturedAt.toISOString() }))
}
