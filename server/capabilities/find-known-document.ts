import type { Reader } from "../../db/client.ts"
import { hostOf, recordedAddress } from "../domain/clip.ts"

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
 * that was recorded before is of that one source, unless the article's outlet goes by quite another name. Without a
 * negotiation the sources of all are looked through.
 */
export async function findKnownSource(
  db: Reader,
  clip: Clipped,
): Promise<{ id: string; name: string } | null> {
  const hosts = addressesOf(clip).flatMap((address) => hostOf(address) || [])
  const { rows } = await db.$client.query<{ id: string; name: string; sourceId: number; isThere: boolean }>({
    name: "find-known-source",
    text: `with there as (
             select distinct negotiation_id, source_id from document
              where ($1::int is null or negotiation_id = $1)
                and regexp_replace(lower(split_part(split_part(url, '://', 2), '/', 1)), '^(www|m|amp)\\.', '') = any($2))
           select ns.id, s.name, s.id as "sourceId", t.source_id is not null as "isThere"
             from negotiation_source ns
             join source s on s.id = ns.source_id
             join negotiation n on n.id = ns.negotiation_id
             left join there t on t.negotiation_id = ns.negotiation_id and t.source_id = ns.id
            where $1::int is null or ns.negotiation_id = $1
            order by n.visibility = 'public' desc, n.id, ns.position`,
    values: [clip.negotiationId, hosts],
  })
  const outlet = clip.outlet === null ? null : plainName(clip.outlet)
  const named = outlet && rows.find((row) => plainName(row.name) === outlet)
  const there = rows.filter((row) => row.isThere)
  const [first] = there
  const isOne = there.every((row) => row.sourceId === first?.sourceId)
  const known = named || (first && isOne && mayBe(first.name, outlet, hosts) ? first : undefined)
  return known ? { id: known.id, name: known.name } : null
}

/** "BBC News" may be "BBC", and an outlet that is known by its host alone may be whoever publishes there. */
function mayBe(name: string, outlet: string | null, hosts: string[]): boolean {
  const plain = plainName(name)
  return (
    outlet === null ||
    outlet.includes(plain) ||
    plain.includes(outlet) ||
    hosts.some((host) => plainName(host) === outlet)
  )
}

function addressesOf(clip: Pick<Clipped, "url" | "canonical">): string[] {
  return [recordedAddress(clip), clip.url].filter((address) => address !== null)
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
