import type { Reader } from "../../db/client.ts"
import type { NegotiationHead } from "../change-log/read-ledger.ts"
import { readInstant } from "../domain/dates.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { ReviewPolicy, STAGES } from "../domain/vocabulary.ts"
import type { Actor } from "./matrix.ts"

export interface FoundNegotiation extends NegotiationHead {
  title: string
  summary: string
  stage: (typeof STAGES)[number]
  review: ReviewPolicy
  visibility: "public" | "private"
  seq: number
  /** Hash of the latest public change: as long as it stays, so does the record. */
  headHash: string
  createdAt: Date
}

/** Readers see what is public; those at the desk see everything. */
export function isAtDesk(actor: Actor | null): boolean {
  return actor !== null && actor.role !== "reader"
}

/** The negotiation by its slug; one that this caller may not see is answered like one that does not exist. */
export async function findNegotiation(
  db: Reader,
  actor: Actor | null,
  slug: string,
): Promise<FoundNegotiation | Refusal> {
  const { rows } = await db.$client.query<FoundNegotiation>({
    name: "find-negotiation",
    text: `select id, slug, time_zone as zone, title, summary, stage, review, visibility, seq,
                  head_hash as "headHash", created_at as "createdAt" from negotiation where slug = $1`,
    values: [slug],
  })
  const [found] = rows
  if (!found || (found.visibility === "private" && !isAtDesk(actor))) {
    return refuse("not_found", `There is no negotiation "${slug}".`, "slug")
  }
  return found
}

/** The two clocks of a question: what was said by `asOf`, and what was recorded by `knownAt`. Epoch milliseconds. */
export interface Clocks {
  t: number
  k: number
}

/**
 * Reads the two clocks. What the board showed at `knownAt` is asked as of then, where no other instant is given.
 * Out: undefined for the board of now, else both instants, or a refusal.
 */
export function readClocks(
  asked: { asOf?: string | undefined; knownAt?: string | undefined },
  zone: string,
  now: number,
): Clocks | undefined | Refusal {
  if (asked.asOf === undefined && asked.knownAt === undefined) return undefined
  const k = asked.knownAt === undefined ? now : readInstant(asked.knownAt, zone, "knownAt")
  if (typeof k !== "number") return k
  const t = asked.asOf === undefined ? k : readInstant(asked.asOf, zone, "asOf")
  return typeof t === "number" ? { t, k } : t
}
