import type { Reader } from "../../db/client.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { isAtDesk } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"

export interface ArchivedCopy {
  mediaType: string
  bytes: Buffer
  /** Whether everybody may read it now. */
  isPublic: boolean
}

/**
 * The bytes of a page as it was captured. The public reads what a statement cites that is published in a public
 * negotiation; the desk reads every copy. To all others it is not there.
 */
export async function readArchivedCopy(
  db: Reader,
  actor: Actor | null,
  sha256: string,
): Promise<ArchivedCopy | Refusal> {
  const notFound = refuse("not_found", "There is no archived copy at this address.")
  if (!/^[0-9a-f]{64}$/.test(sha256)) return notFound
  const isPublic = await isCited(db, sha256)
  if (!isPublic && !isAtDesk(actor)) return notFound
  const { rows } = await db.$client.query<Omit<ArchivedCopy, "isPublic">>({
    name: "read-archived-copy",
    text: `select media_type as "mediaType", bytes from archived_copy where sha256 = $1`,
    values: [sha256],
  })
  return rows[0] ? { ...rows[0], isPublic } : notFound
}

/** A statement names its documents by id, or by a thing with an id; each is asked by itself, so that the index is used. */
async function isCited(db: Reader, sha256: string): Promise<boolean> {
  const { rowCount } = await db.$client.query({
    name: "is-archived-copy-cited",
    text: `select 1
             from document d
             join negotiation n on n.id = d.negotiation_id and n.visibility = 'public'
            cross join lateral (
                  select negotiation_id, statement_id, version from statement_revision
                   where content -> 'documents' @> jsonb_build_array(d.id)
                  union all
                  select negotiation_id, statement_id, version from statement_revision
                   where content -> 'documents' @> jsonb_build_array(jsonb_build_object('id', d.id))) r
             join statement s on s.negotiation_id = r.negotiation_id and s.id = r.statement_id and s.version = r.version
            where d.archived_sha256 = $1 and s.negotiation_id = d.negotiation_id and s.publication = 'published'
            limit 1`,
    values: [sha256],
  })
  return (rowCount ?? 0) > 0
}
