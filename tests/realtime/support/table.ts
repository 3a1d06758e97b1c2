import type { Database } from "../../../db/client.ts"
import { importNegotiation } from "../../../server/capabilities/import-negotiation.ts"
import type { Actor } from "../../../server/capabilities/matrix.ts"
import { type RecordInput, recordStatement } from "../../../server/capabilities/record-statement.ts"
import type { NegotiationDocument } from "../../../server/domain/negotiation-document.ts"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { STANCES } from "../../../server/domain/vocabulary.ts"

export const EDITOR: Actor = { id: "key:test", role: "editor", name: "Tests" }

/** Two belligerents and a mediator with one speaker each, and three options; nothing has been said. */
export function tableOf(
  slug: string,
  also: Partial<NegotiationDocument["negotiation"]> = {},
): NegotiationDocument {
  return {
    format: "parley/1",
    negotiation: {
      slug,
      title: slug,
      summary: "",
      timeZone: "Europe/Kyiv",
      stage: "ceasefire",
      review: "off",
      ...also,
    },
    actors: ["north", "south", "broker"].map((id) => ({ id, name: id, kind: "state" as const })),
    parties: [
      { actor: "north", roles: ["belligerent"] },
      { actor: "south", roles: ["belligerent"] },
      { actor: "broker", roles: ["mediator"] },
    ],
    people: ["north", "south", "broker"].map((actor) => ({
      id: `${actor}-leader`,
      name: `Leader of ${actor}`,
      offices: [{ actor, title: "President", tier: 1 }],
    })),
    issues: [
      { id: "duration", title: "Duration" },
      { id: "line", title: "Line" },
    ],
    options: [
      { id: "truce", issue: "duration", text: "A truce of 30 days" },
      { id: "longer", issue: "duration", text: "A truce of a year" },
      { id: "freeze", issue: "line", text: "The line stays where it is" },
    ],
    sources: [{ id: "wire", name: "The wire", class: "traditional_media" }],
    documents: [{ id: "d1", source: "wire", title: "A report", publishedAt: "2025-03-14" }],
  }
}

/** The n-th statement of a long quarrel: another party, option and stance each time, and each with text of its own. */
export function statementNo(n: number, id = `s${n}`): RecordInput {
  const party = ["north", "south", "broker"][n % 3]!
  const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(n / 20))).toISOString().slice(0, 10)
  return {
    id,
    speaker: `${party}-leader`,
    for: party,
    saidAt: day,
    gist: `Statement ${id} of ${party}.`,
    directness: "paraphrase",
    attribution: "on_record",
    documents: ["d1"],
    stances: [
      { option: ["truce", "longer", "freeze"][Math.floor(n / 3) % 3]!, stance: STANCES[n % STANCES.length]! },
    ],
    status: "published",
  }
}

export async function setUpTable(db: Database, document: NegotiationDocument): Promise<number> {
  const done = await importNegotiation(db, Date.now, EDITOR, { document })
  if (isRefusal(done)) throw new Error(`${done.path}: ${done.detail}`)
  return done.seq ?? 0
}

/** Publishes as the API would, and says which change it became. */
export async function publish(db: Database, slug: string, statement: RecordInput): Promise<number> {
  const done = await recordStatement(db, Date.now, EDITOR, { slug, statement })
  if (isRefusal(done)) throw new Error(`${done.path}: ${done.detail}`)
  if (done.seq === null) throw new Error(`${done.id} became ${done.status}, and no change.`)
  return done.seq
}

export async function publishMany(db: Database, slug: string, from: number, to: number): Promise<number> {
  let seq = 0
  for (let n = from; n < to; n += 1) seq = await publish(db, slug, statementNo(n))
  return seq
}
