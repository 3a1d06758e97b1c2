import type { Reader } from "../../db/client.ts"

interface Clipped {
  negotiationId: number | null
  url: string | null
  canonical: string | null
  outlet: string | null
  archived: string
}

/** The document that a negotiation already has of a clipped article: by its copy or its address. Null where it has none. */
export async function findKnownDocument(db: Reader, clip: Clipped): Promise<string | null> {
  if (clip.negotiationId === null) return null
  const { rows } = await db.$client.query<{ id: string }>({
    name: "find-known-document",
    text: `select id from document
            where negotiation_id = $1 and (archived_sha256 = $2 or url = any($3))
            order by archived_sha256 is not distinct from $2 desc, position limit 1`,
    values: [clip.negotiationId, clip.archived, addressesOf(clip)],
  })
  return rows[0]?.id ?? null
}

/**
 * The source that a clipped article is of, where one is known: by its name, else by the host from which every document
 * that was recorded before is of that one source. Without a negotiation the sources of all are looked through.
 */
export async function findKnownSource(
  db: Reader,
  clip: Clipped,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await db.$client.query<{
    id: string
    name: string
    sourceId: number
    urls: string[] | null
  }>({
    name: "find-known-source",
    text: `select ns.id, s.name, s.id as "sourceId",
                  (select array_agg(d.url) from document d
                    where d.negotiation_id = ns.negotiation_id and d.source_id = ns.id and d.url is not null) as urls
             from negotiation_source ns
             join source s on s.id = ns.source_id
             join negotiation n on n.id = ns.negotiation_id
            where $1::int is null or ns.negotiation_id = $1
            order by n.visibility = 'public' desc, n.id, ns.position`,
    values: [clip.negotiationId],
  })
  const named = clip.outlet && rows.find((row) => plainName(row.name) === plainName(clip.outlet ?? ""))
  if (named) return { id: named.id, name: named.name }
  const hosts = addressesOf(clip).flatMap((address) => hostOf(address) ?? [])
  const there = rows.filter((row) => row.urls?.some((url) => hosts.includes(hostOf(url) ?? "")))
  const [first] = there
  const isOne = first && there.every((row) => row.sourceId === first.sourceId)
  return isOne ? { id: first.id, name: first.name } : null
}

function addressesOf({ url, canonical }: Pick<Clipped, "url" | "canonical">): string[] {
  return [canonical, url].filter((address) => address !== null)
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^(www|m|amp)\./, "") : null
}

/** "The Guardian" and "Guardian", "BBC.com" and "BBC" are one name. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^the /, "")
    .replace(/\.(com|org|net|co\.uk)$/, "")
    .replace(/[^\p{L}\p{N}]+/gu, "")
}
