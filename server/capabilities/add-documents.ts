import type { Transaction } from "../../db/client.ts"
import { document } from "../../db/schema/document.ts"
import { same } from "../domain/change.ts"
import { readEdtf } from "../domain/dates.ts"
import type { DocumentInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
import { readDocuments } from "./read-documents.ts"

/**
 * Adds documents to a negotiation inside its lock; one that is there with the same content is left alone.
 * Refuses an unknown source or upstream, and a known id with other content: a published statement may rest on it. The
 * archived copy that a document names need not be here: its hash is a fact about the document wherever the bytes lie.
 */
export async function addDocuments(
  tx: Transaction,
  { id: negotiationId, zone }: { id: number; zone: string },
  documents: DocumentInput[],
  path: (i: number) => string,
): Promise<{ added: number } | Refusal> {
  if (documents.length === 0) return { added: 0 }
  const named = [...documents.map((d) => d.id), ...documents.flatMap((d) => d.upstream ?? [])]
  const known = await readDocuments(tx, negotiationId, named)
  const sources = new Set(
    (
      await tx.$client.query<{ id: string }>(
        "select id from negotiation_source where negotiation_id = $1 and id = any($2)",
        [negotiationId, documents.map((d) => d.source)],
      )
    ).rows.map((row) => row.id),
  )
  const copies = await archivedCopies(tx, negotiationId, [...known.keys()])
  const fresh = new Map<string, DocumentInput>()
  const all = new Set(documents.map((d) => d.id))
  const faults: Refusal[] = []
  for (const [i, input] of documents.entries()) {
    const there = known.get(input.id)
    if (fresh.has(input.id))
      faults.push(refuse("duplicate_id", `Document "${input.id}" stands here twice.`, `${path(i)}.id`))
    // who names no copy says nothing about the one that there is
    const otherCopy = input.archived && copies.get(input.id) !== input.archived
    if (there && (otherCopy || !same(plain(there), plain(input)))) {
      const detail = `Document "${input.id}" exists with other content. It was not changed.`
      faults.push(refuse("other_content", detail, path(i)))
    }
    const published = input.publishedAt
      ? readEdtf(input.publishedAt, zone, `${path(i)}.publishedAt`)
      : undefined
    if (isRefusal(published)) faults.push(published)
    if (!sources.has(input.source)) {
      const detail = `There is no source "${input.source}" here. Add it first.`
      faults.push(refuse("unknown_id", detail, `${path(i)}.source`))
    }
    if (input.upstream && !known.has(input.upstream) && !all.has(input.upstream)) {
      const detail = `There is no document "${input.upstream}" here.`
      faults.push(refuse("unknown_id", detail, `${path(i)}.upstream`))
    }
    if (!there) fresh.set(input.id, input)
  }
  const wrong = together(faults)
  if (wrong) return wrong
  await insert(tx, negotiationId, [...fresh.values()])
  return { added: fresh.size }
}

async function insert(tx: Transaction, negotiationId: number, documents: DocumentInput[]): Promise<void> {
  const first = await nextPosition(tx, negotiationId)
  const rows = documents.map(({ source, archived, ...input }, i) => ({
    ...input,
    archivedSha256: archived ?? null,
    negotiationId,
    sourceId: source,
    position: first + i,
  }))
  for (let i = 0; i < rows.length; i += 1_000) await tx.insert(document).values(rows.slice(i, i + 1_000))
}

async function nextPosition(tx: Transaction, negotiationId: number): Promise<number> {
  const { rows } = await tx.$client.query<{ next: number }>(
    "select coalesce(max(position) + 1, 0) as next from document where negotiation_id = $1",
    [negotiationId],
  )
  return rows[0]?.next ?? 0
}

/** Which copy each names, whether it is kept here or not. */
async function archivedCopies(
  tx: Transaction,
  negotiationId: number,
  ids: string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.$client.query<{ id: string; archived: string | null }>(
    "select id, archived_sha256 as archived from document where negotiation_id = $1 and id = any($2)",
    [negotiationId, ids],
  )
  return new Map(rows.map((row) => [row.id, row.archived]))
}

function plain(d: DocumentInput) {
  return {
    source: d.source,
    url: d.url ?? null,
    title: d.title ?? "",
    publishedAt: d.publishedAt ?? null,
    language: d.language ?? null,
    upstream: d.upstream ?? null,
  }
}
