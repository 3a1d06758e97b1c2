import { z } from "zod"
import type { Reader } from "../../db/client.ts"
import { isTimeZone, readEdtf } from "../domain/dates.ts"
import { type StatementContent, statementSchema } from "../domain/negotiation-document.ts"
import { type CitedDocument, citedDocuments } from "../domain/public-statement.ts"
import { documentIds } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import {
  type Likeness,
  likenessOf,
  readWords,
  type Utterance,
  type UtteredWords,
} from "../domain/same-words.ts"
import type { Publication } from "../domain/vocabulary.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { readDocuments } from "./read-documents.ts"

/** What is known so far of something that was said: in a form that is being filled, or as a clip suggests it. */
export const saidSchema = statementSchema
  .pick({
    speaker: true,
    institution: true,
    speakerAsDescribed: true,
    for: true,
    saidAt: true,
    zone: true,
    quote: true,
    originalText: true,
    stances: true,
  })
  .extend({
    id: z.string().max(200).optional().describe("Its own id, where it is stored already"),
    for: statementSchema.shape.for.or(z.array(z.string()).max(0)),
    gist: statementSchema.shape.gist.optional(),
  })
export type Said = z.infer<typeof saidSchema>

/** A statement there is, a draft or published, that may be the same words. */
export interface SimilarStatement extends Likeness {
  id: string
  version: number
  status: Publication
  content: StatementContent
  documents: CitedDocument[]
}

/** As many as a person compares. */
const SHOWN = 5
/** Statements that are compared at most, the latest said: a year as the day of words would mean all there are. */
const MOST_COMPARED = 1_000
const DAY_MS = 86_400_000

/**
 * For each thing said, the statements there are that may be the same words of the same speaker on the same day, likeliest
 * first: at the place that it has in `said`. SQL narrows by time and speaker; the pure rules decide.
 */
export async function findSimilar(
  db: Reader,
  negotiation: FoundNegotiation,
  said: Said[],
): Promise<SimilarStatement[][] | Refusal> {
  const asked: { id: string | undefined; utterance: Utterance }[] = []
  for (const [i, one] of said.entries()) {
    const zone = one.zone ?? negotiation.zone
    if (!isTimeZone(zone)) {
      return refuse("invalid", `"${zone}" is no time zone. Write one such as Europe/Kyiv.`, `said[${i}].zone`)
    }
    const at = readEdtf(one.saidAt, zone, `said[${i}].saidAt`)
    if (isRefusal(at)) return at
    asked.push({ id: one.id, utterance: { ...one, gist: one.gist ?? "", start: at.start, end: at.end } })
  }
  if (asked.length === 0) return []
  const rows = await readCandidates(
    db,
    negotiation.id,
    asked.map(({ utterance }) => utterance),
  )
  const candidates = rows.map(({ starts, ends, ...row }) => ({
    row,
    utterance: { ...row.content, start: starts, end: ends },
  }))
  const read = new Map<Utterance, UtteredWords>()
  const wordsOf = (of: Utterance) => {
    const words = read.get(of) ?? readWords(of)
    read.set(of, words)
    return words
  }
  const found = asked.map(({ id, utterance }) =>
    candidates
      .filter(({ row }) => row.id !== id)
      .flatMap(({ row, utterance: there }) => {
        const likeness = likenessOf(utterance, there, wordsOf)
        return likeness ? [{ ...likeness, ...row }] : []
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN),
  )
  const cited = found.flat().flatMap(({ content }) => documentIds(content))
  const documents = await readDocuments(db, negotiation.id, [...new Set(cited)])
  return found.map((list) =>
    list.map((row) => ({ ...row, documents: citedDocuments(row.content, (id) => documents.get(id)) })),
  )
}

interface Candidate {
  id: string
  version: number
  status: Publication
  content: StatementContent
  starts: number
  ends: number
}

async function readCandidates(db: Reader, negotiationId: number, said: Utterance[]): Promise<Candidate[]> {
  const from = said.map(({ start }) => start - DAY_MS)
  const to = said.map(({ end }) => end + DAY_MS)
  const { rows } = await db.$client.query<Candidate>({
    name: "read-similar-candidates",
    text: `select s.id, s.version, s.publication as status, r.content, s.starts, s.ends
             from statement s
             join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id
                                      and r.version = s.version
            where s.negotiation_id = $1 and s.ends > $2 and s.starts < $3 and s.publication <> 'withdrawn'
              and (r.content->>'speaker' = any($4) or ($5 and r.content->>'speaker' is null))
              and exists (select from unnest($6::bigint[], $7::bigint[]) as said(starts, ends)
                           where s.ends > said.starts and s.starts < said.ends)
            order by s.ends desc, s.id desc limit ${MOST_COMPARED}`,
    values: [
      negotiationId,
      Math.min(...from),
      Math.max(...to),
      said.flatMap(({ speaker }) => speaker ?? []),
      said.some(({ speaker }) => !speaker),
      from,
      to,
    ],
  })
  return rows
}
