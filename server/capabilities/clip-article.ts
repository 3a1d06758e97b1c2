import { createHash, randomUUID } from "node:crypto"
import { type Database, inTransaction } from "../../db/client.ts"
import { archivedCopy, clip } from "../../db/schema/document.ts"
import { type Captured, capture } from "../clipping/capture.ts"
import { readInWorker } from "../clipping/read-in-worker.ts"
import type { Clip, ClipInput } from "../domain/clip.ts"
import { readEdtf } from "../domain/dates.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"
import { readClip } from "./read-clip.ts"

/**
 * Takes an article from an address, pasted text or HTML, or a file: archives its bytes and keeps what was read, in one
 * transaction after everything was fetched and read. Nothing is logged and nothing published: what comes of a clip is an
 * analyst's own act. Refuses what is no text, too large, too slow, or at an address that may not be reached.
 */
export async function clipArticle(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: ClipInput,
  settings: { allowPrivateTargets: boolean },
): Promise<Clip | Refusal> {
  const negotiation =
    input.negotiation === undefined ? null : await findNegotiation(db, actor, input.negotiation)
  if (isRefusal(negotiation)) return { ...negotiation, path: "negotiation" }
  const date = input.publishedAt && readEdtf(input.publishedAt, negotiation?.zone ?? "UTC", "publishedAt")
  if (isRefusal(date)) return date
  const captured = await capture(input, settings)
  if (isRefusal(captured)) return captured
  const article = await readInWorker(captured, { outlet: input.source || null })
  if (isRefusal(article)) return article
  const said = {
    ...article,
    title: input.title || article.title || "",
    outlet: input.source || article.outlet,
    publishedAt: input.publishedAt || article.publishedAt,
    language: input.language || article.language,
  }
  const undated = {
    code: "no_publication_date" as const,
    detail:
      "The article does not say when it was published. Give the date, so that “on Wednesday” can be read.",
  }
  const id = await keep(db, {
    ...said,
    negotiationId: negotiation?.id ?? null,
    captured,
    warnings: said.publishedAt === null ? [...article.warnings, undated] : article.warnings,
    by: actor.id,
    at: new Date(clock()),
  })
  return readClip(db, id)
}

interface Kept extends Omit<typeof clip.$inferInsert, "id" | "createdAt" | "archivedSha256" | "url"> {
  captured: Captured
  at: Date
}

/** Archives the bytes and keeps the clip, both or neither. Bytes that are there already stay as they were captured first. */
async function keep(db: Database, { captured, at, ...read }: Kept): Promise<string> {
  const id = `c-${randomUUID().replaceAll("-", "").slice(0, 16)}`
  const { mediaType, url } = captured
  const bytes = Buffer.from(captured.bytes)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  await inTransaction(db, async (tx) => {
    await tx.insert(archivedCopy).values({ sha256, mediaType, bytes, capturedAt: at }).onConflictDoNothing()
    await tx.insert(clip).values({ ...read, id, url, archivedSha256: sha256, createdAt: at })
  })
  return id
}
