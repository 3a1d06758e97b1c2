import type { Database } from "../../db/client.ts"
import type { Clip } from "../domain/clip.ts"
import { readEdtf } from "../domain/dates.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { readClip } from "./read-clip.ts"

/**
 * Says when the article of a clip was published, where the article itself does not; "on Wednesday" is then read from that
 * day. What a clip says of itself is never overruled.
 */
export async function dateClip(
  db: Database,
  input: { id: string; publishedAt: string },
): Promise<Clip | Refusal> {
  const date = readEdtf(input.publishedAt, "UTC", "publishedAt")
  if (isRefusal(date)) return date
  const { rowCount } = await db.$client.query(
    `update clip set published_at = $2,
            warnings = coalesce((select jsonb_agg(w) from jsonb_array_elements(warnings) w
                                  where w ->> 'code' <> 'no_publication_date'), '[]')
      where id = $1 and published_at is null`,
    [input.id, input.publishedAt],
  )
  const clip = await readClip(db, input.id)
  if (rowCount === 1 || isRefusal(clip)) return clip
  return refuse(
    "wrong_state",
    `This clip has its date already: ${clip.document.publishedAt}. Nothing was changed. Clip the article again to give another.`,
    "id",
  )
}
