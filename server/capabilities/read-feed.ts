import { createHash } from "node:crypto"
import type { Reader } from "../../db/client.ts"
import { type LoggedChange, readEpoch, readLatestChanges } from "../change-log/read-changes.ts"
import type { Heard } from "../domain/alert-rules.ts"
import type { Board } from "../domain/board.ts"
import { type Change, canonicalJson } from "../domain/change.ts"
import { type Feed, type FeedEntry, feedEntry, heardInRecord, type Since } from "../domain/feed.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { askerOf, type FeedFilter, feedWords, mentionsOf } from "./read-feed-filter.ts"

/** Entries of a feed. */
export const FEED_ENTRIES = 50
/** Changes that are read at once, and that are looked through before a filter that finds little is content. */
const PAGE = 100
const MOST_LOOKED_THROUGH = 1_000

/**
 * The latest public changes that a filter asks for, newest first, imported ones too: a feed is a record. What corrects or
 * withdraws a statement that is told here is told here as well, whatever the filter, and the earlier entry says so.
 */
export async function readFeed(
  db: Reader,
  negotiation: FoundNegotiation,
  board: Board,
  filter: FeedFilter,
): Promise<Feed> {
  const epoch = await readEpoch(db)
  const asked = await readAsked(db, negotiation.id, epoch, board, filter)
  const later = await readLater(db, negotiation.id, epoch, asked)
  const told = new Map([...asked, ...later].map((change) => [change.seq, change]))
  const latest = [...told.values()].sort((a, b) => b.seq - a.seq).slice(0, FEED_ENTRIES)
  const entries = entriesOf(latest, later, negotiation, board)
  const words = feedWords(filter, board)
  return {
    id: feedId(negotiation.slug, negotiation.createdAt, canonicalJson(filter.query)),
    title: words === null ? negotiation.title : `${negotiation.title}: ${words}`,
    description: negotiation.summary || negotiation.title,
    path: `/${negotiation.slug}`,
    updated: updatedAt(entries, negotiation.createdAt.getTime()),
    entries,
  }
}

/** A feed's name depends on what it is of, and when that was begun; not on where it is served. */
export function feedId(of: string, begun: Date, asked = ""): string {
  const hash = createHash("sha256").update([of, begun.toISOString(), asked].join("\n"))
  return `urn:parley:feed:${hash.digest("hex")}`
}

/** When the latest entry was recorded, epoch ms. */
export function updatedAt(entries: FeedEntry[], otherwise: number): number {
  return entries.reduce((latest, { item }) => Math.max(latest, Date.parse(item.recordedAt)), 0) || otherwise
}

/** Corrections and withdrawals of the statements that these changes are about, newest first. */
export async function readLater(
  db: Reader,
  negotiationId: number,
  epoch: string,
  changes: LoggedChange[],
): Promise<LoggedChange[]> {
  const subjects = changes.map(({ subject }) => subject).filter((subject) => subject.startsWith("statement:"))
  const kinds = ["statement.corrected", "statement.withdrawn"]
  const asked = { subjects: [...new Set(subjects)], kinds, limit: MOST_LOOKED_THROUGH }
  return subjects.length === 0 ? [] : readLatestChanges(db, negotiationId, epoch, asked)
}

/** Changes of one negotiation as entries; those that the law has erased have nothing to tell. */
export function entriesOf(
  changes: LoggedChange[],
  later: LoggedChange[],
  { slug, title }: { slug: string; title: string },
  board: Board,
): FeedEntry[] {
  const issueOf = issuesOf(board)
  return changes.flatMap((logged) => {
    const read = readLogged(logged, issueOf)
    const since = later.find(({ subject, seq }) => subject === logged.subject && seq > logged.seq)
    const names = { negotiation: { slug, title }, board }
    return read ? [feedEntry(read.change, read.heard, names, since ? sinceOf(since) : null)] : []
  })
}

async function readAsked(
  db: Reader,
  negotiationId: number,
  epoch: string,
  board: Board,
  filter: FeedFilter,
): Promise<LoggedChange[]> {
  const issueOf = issuesOf(board)
  const isAsked = askerOf(filter)
  const mentions = mentionsOf(filter, board)
  const found: LoggedChange[] = []
  let before = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MOST_LOOKED_THROUGH; looked += PAGE) {
    const page = await readLatestChanges(db, negotiationId, epoch, { mentions, before, limit: PAGE })
    for (const logged of page) {
      const read = readLogged(logged, issueOf)
      if (read && isAsked(read.change, read.heard)) found.push(logged)
      if (found.length === FEED_ENTRIES) return found
    }
    before = page.at(-1)?.seq ?? 0
    if (page.length < PAGE) break
  }
  return found
}

function issuesOf(board: Board): (option: string) => string | undefined {
  const issues = new Map(
    board.issues.flatMap((issue) => issue.options.map((option) => [option.id, issue.id] as const)),
  )
  return (option) => issues.get(option)
}

function readLogged(
  { json, erased }: LoggedChange,
  issueOf: (option: string) => string | undefined,
): { change: Change; heard: Heard } | undefined {
  if (erased) return undefined
  const change: Change = JSON.parse(json)
  const heard = heardInRecord(change, issueOf)
  return heard ? { change, heard } : undefined
}

function sinceOf({ kind, json }: LoggedChange): Since {
  const { correction, recordedAt }: Partial<Change> = JSON.parse(json)
  return {
    kind: kind === "statement.withdrawn" ? "statement.withdrawn" : "statement.corrected",
    note: correction?.note ?? null,
    recordedAt: recordedAt ?? null,
  }
}
