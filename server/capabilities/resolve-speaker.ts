import type { Reader } from "../../db/client.ts"

/**
 * The id under which a person is known here now: that of a merged entry leads to the one that is kept, any other stays.
 * So links, retries and imports that name the old id go on meaning the same person.
 */
export async function keptPersonId(db: Reader, negotiationId: number, id: string): Promise<string> {
  return (await readMergedIds(db, negotiationId, [id])).get(id) ?? id
}

/** A statement's content with the speaker under the id that is known now. */
export async function withKeptSpeaker<T extends { speaker?: string | null | undefined }>(
  db: Reader,
  negotiationId: number,
  content: T,
): Promise<T> {
  if (!content.speaker) return content
  const speaker = await keptPersonId(db, negotiationId, content.speaker)
  return speaker === content.speaker ? content : { ...content, speaker }
}

/** Local ids of merged entries, each with that of the entry that is kept; of all where no ids are given. */
export async function readMergedIds(
  db: Reader,
  negotiationId: number,
  ids?: string[],
): Promise<Map<string, string>> {
  const { rows } = await db.$client.query<{ merged: string; kept: string }>({
    name: "read-merged-ids",
    text: `select old.id as merged, np.id as kept
             from negotiation_person old
             join person p on p.id = old.person_id
             join negotiation_person np on np.negotiation_id = old.negotiation_id and np.person_id = p.merged_into
            where old.negotiation_id = $1 and ($2::text[] is null or old.id = any($2))`,
    values: [negotiationId, ids ?? null],
  })
  return new Map(rows.map((row) => [row.merged, row.kept]))
}
