import { type Database, inTransaction, type Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import type { NegotiationDocument } from "../domain/negotiation-document.ts"
import { documentIds } from "../domain/references.ts"
import { type FoundNegotiation, isAtDesk } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"

/**
 * The negotiation document again, as the negotiation stands now. The public gets what is published, with the documents that
 * are cited by it; the desk gets drafts too. Importing it again changes nothing.
 */
export async function exportNegotiation(
  db: Database,
  negotiation: FoundNegotiation,
  actor: Actor | null,
): Promise<NegotiationDocument> {
  return inTransaction(
    db,
    async (tx) => {
      const id = negotiation.id
      const statements = await list<StatementElement>(tx, STATEMENTS, [id, isAtDesk(actor)])
      const events = await list<NonNullable<NegotiationDocument["events"]>[number]>(tx, EVENTS, [id])
      const documents = await list<NonNullable<NegotiationDocument["documents"]>[number]>(tx, DOCUMENTS, [id])
      const cited = new Set([
        ...statements.flatMap(documentIds),
        ...events.flatMap((event) => event.documents ?? []),
      ])
      return {
        format: "parley/1",
        negotiation: {
          slug: negotiation.slug,
          title: negotiation.title,
          summary: negotiation.summary,
          timeZone: negotiation.zone,
          stage: negotiation.stage,
          review: negotiation.review,
          ...(negotiation.visibility === "private" && { visibility: "private" as const }),
        },
        actors: await list(tx, ACTORS, [id]),
        parties: await list(tx, PARTIES, [id]),
        people: await list(tx, PEOPLE, [id]),
        issues: await list(tx, ISSUES, [id]),
        options: await list(tx, OPTIONS, [id]),
        proposals: await list(tx, PROPOSALS, [id]),
        sources: await list(tx, SOURCES, [id]),
        documents: isAtDesk(actor) ? documents : withUpstreams(documents, cited),
        statements,
        events,
        agreements: await list(tx, AGREEMENTS, [id]),
      }
    },
    "repeatable read read only",
  )
}

type StatementElement = NonNullable<NegotiationDocument["statements"]>[number]

async function list<T>(db: Reader, text: string, values: unknown[]): Promise<T[]> {
  const { rows } = await db.$client.query<{ element: T }>(text, values)
  return rows.map((row) => row.element)
}

/** Documents that are cited, and those they repeat. */
function withUpstreams<T extends { id: string; upstream?: string | null | undefined }>(
  documents: T[],
  cited: Set<string>,
): T[] {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const kept = new Set<string>()
  for (const id of cited) {
    for (let at = byId.get(id); at && !kept.has(at.id); at = at.upstream ? byId.get(at.upstream) : undefined)
      kept.add(at.id)
  }
  return documents.filter((document) => kept.has(document.id))
}

/** The version of an entry that is known now. */
const CURRENT = `known_to = ${FOREVER_MS}`
const STATEMENTS = `
  select r.content || jsonb_build_object('status', s.publication) as element
    from statement s
    join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
   where s.negotiation_id = $1 and (r.facts is not null or ($2 and s.publication in ('draft', 'in_review')))
   order by s.order_no nulls last, s.first_recorded_at, s.id`
const EVENTS = "select content as element from event where negotiation_id = $1 order by order_no"
const AGREEMENTS = `select content as element from agreement where negotiation_id = $1 and ${CURRENT} order by position`
const PROPOSALS = `select content as element from proposal where negotiation_id = $1 and ${CURRENT} order by position`
const DOCUMENTS = `
  select jsonb_build_object('id', id, 'source', source_id, 'url', url, 'upstream', upstream)
         || jsonb_strip_nulls(jsonb_build_object('title', title, 'publishedAt', published_at, 'language', language,
                                                 'archived', archived_sha256)) as element
    from document where negotiation_id = $1 order by position`
const ACTORS = `
  select jsonb_strip_nulls(jsonb_build_object('id', na.id, 'name', a.name, 'names', a.names, 'kind', a.kind, 'iso', a.iso,
                                              'parent', parent.id, 'aliases', a.aliases)) as element
    from negotiation_actor na
    join actor a on a.id = na.actor_id
    left join negotiation_actor parent on parent.negotiation_id = na.negotiation_id and parent.actor_id = a.parent_id
   where na.negotiation_id = $1 order by na.position`
const PARTIES = `
  select jsonb_build_object('actor', id, 'roles', roles) as element from party
   where negotiation_id = $1 and ${CURRENT} order by position`
const PEOPLE = `
  select jsonb_strip_nulls(jsonb_build_object('id', np.id, 'name', p.name, 'names', p.names, 'aliases', p.aliases, 'offices',
           (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('actor', na.id, 'title', o.title, 'tier', o.tier,
                                                                  'from', o."from", 'to', o."to")) order by o.id)
              from office o
              join negotiation_actor na on na.negotiation_id = np.negotiation_id and na.actor_id = o.actor_id
             where o.person_id = p.id))) as element
    from negotiation_person np join person p on p.id = np.person_id and p.merged_into is null
   where np.negotiation_id = $1 order by np.position`
const ISSUES = `
  select jsonb_strip_nulls(jsonb_build_object('id', id, 'checklist', checklist, 'title', title, 'group', "group")) as element
    from issue where negotiation_id = $1 and ${CURRENT} order by position`
const OPTIONS = `
  select jsonb_strip_nulls(jsonb_build_object('id', id, 'issue', issue_id, 'text', text, 'closed', closed)) as element
    from option where negotiation_id = $1 and ${CURRENT} order by position`
const SOURCES = `
  select jsonb_strip_nulls(jsonb_build_object('id', ns.id, 'name', s.name, 'class', s.class, 'reliability', s.reliability)) as element
    from negotiation_source ns join source s on s.id = ns.source_id
   where ns.negotiation_id = $1 order by ns.position`
