import { notFound } from "next/navigation"
import type { Board } from "../../server/domain/board.ts"
import type { HeldCondition } from "../../server/domain/condition.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import type { Role } from "../../server/domain/vocabulary.ts"
import type { AppCaller } from "../../server/routers/app-router.ts"
import { orRefusal } from "../account/caller.ts"

/** What the form chooses from: everything that a statement may refer to in one negotiation. */
export interface DeskData {
  slug: string
  title: string
  timeZone: string
  review: string
  parties: { id: string; name: string; roles: Role[] }[]
  actors: { id: string; name: string; spellings: string[] }[]
  people: DeskPerson[]
  sources: DeskSource[]
  documents: DeskDocument[]
  issues: { id: string; title: string; group: string | null; checklist: number | null }[]
  options: { id: string; issue: string; text: string; closed: string | null }[]
  conditions: HeldCondition[]
  events: { id: string; title: string; at: string; type: string }[]
  board: Board
}

export interface DeskPerson {
  id: string
  name: string
  spellings: string[]
  offices: { actor: string; title: string; tier: number; from?: string | null; to?: string | null }[]
}

export interface DeskSource {
  id: string
  name: string
  class: string
  reliability: string | null
}

export interface DeskDocument {
  id: string
  source: string
  title: string
  url: string | null
  publishedAt: string | null
  language: string | null
  upstream: string | null
}

export async function readDesk(api: AppCaller, slug: string): Promise<DeskData> {
  const negotiation = await foundAtDesk(api.negotiations.get({ slug }))
  const [whole, conditions, board] = await Promise.all([
    api.negotiations.export({ slug }),
    api.conditions.list({ slug }),
    api.board.read({ slug }),
  ])
  return {
    slug,
    title: negotiation.title,
    timeZone: negotiation.timeZone,
    review: whole.negotiation.review ?? "risky",
    parties: negotiation.parties.map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
    actors: (whole.actors ?? []).map((actor) => ({
      id: actor.id,
      name: actor.name,
      spellings: spellingsOf(actor),
    })),
    people: (whole.people ?? []).map((person) => ({
      id: person.id,
      name: person.name,
      spellings: spellingsOf(person),
      offices: person.offices ?? [],
    })),
    sources: (whole.sources ?? []).map((source) => ({ ...source, reliability: source.reliability ?? null })),
    documents: (whole.documents ?? []).map((document) => ({
      id: document.id,
      source: document.source,
      title: document.title ?? "",
      url: document.url ?? null,
      publishedAt: document.publishedAt ?? null,
      language: document.language ?? null,
      upstream: document.upstream ?? null,
    })),
    issues: negotiation.issues.map((issue) => ({
      id: issue.id,
      title: issue.title,
      group: issue.group ?? null,
      checklist: issue.checklist ?? null,
    })),
    options: negotiation.options.map((option) => ({ ...option, closed: option.closed ?? null })),
    conditions: conditions.items.map(({ moves: _, ...held }) => held),
    events: (whole.events ?? []).map(({ id, title, at, type }) => ({ id, title, at, type })),
    board,
  }
}

/** The answer, or the page "not found" where there is no such thing. */
export async function foundAtDesk<T>(answer: Promise<T>): Promise<T> {
  const result = await orRefusal(answer)
  if (!isRefusal(result)) return result
  if (result.code === "not_found") notFound()
  throw new Error(result.detail)
}

function spellingsOf(entry: {
  aliases?: string[] | undefined
  names?: Record<string, string> | undefined
}): string[] {
  return [...(entry.aliases ?? []), ...Object.values(entry.names ?? {})]
}
