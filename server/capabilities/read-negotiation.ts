import type { Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { NOW_KNOWN_MS, readAgenda } from "../change-log/read-ledger.ts"
import type { ProposalInput } from "../domain/negotiation-document.ts"
import type { Role } from "../domain/vocabulary.ts"
import { type FoundNegotiation, isAtDesk } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"

export interface NegotiationSummary {
  slug: string
  title: string
  summary: string
  stage: string
  visibility: "public" | "private"
  seq: number
  statements: number
  parties: number
  options: number
  /** Latest public change, null where there is none yet. */
  changedAt: string | null
}

/** All negotiations that the caller may see, the one that changed last first. */
export async function listNegotiations(db: Reader, actor: Actor | null): Promise<NegotiationSummary[]> {
  const { rows } = await db.$client.query<Omit<NegotiationSummary, "changedAt"> & { changedAt: number }>({
    name: "list-negotiations",
    text: `select n.slug, n.title, n.summary, n.stage, n.visibility, n.seq, n.last_recorded_at as "changedAt",
                  (select count(*) from statement s where s.negotiation_id = n.id and s.publication = 'published') as statements,
                  (select count(*) from party p where p.negotiation_id = n.id and p.known_to = ${FOREVER_MS}) as parties,
                  (select count(*) from option o where o.negotiation_id = n.id and o.known_to = ${FOREVER_MS}) as options
             from negotiation n where n.visibility = 'public' or $1 order by n.last_recorded_at desc, n.slug`,
    values: [isAtDesk(actor)],
  })
  return rows.map((row) => ({
    ...row,
    changedAt: row.changedAt === 0 ? null : new Date(row.changedAt).toISOString(),
  }))
}

export interface NegotiationPage {
  slug: string
  title: string
  summary: string
  stage: string
  timeZone: string
  review: string
  visibility: "public" | "private"
  seq: number
  parties: { id: string; name: string; iso: string | null; roles: Role[] }[]
  issues: { id: string; title: string; checklist: number | null; group: string | null }[]
  options: { id: string; issue: string; text: string; closed: string | null }[]
  proposals: ProposalInput[]
  people: {
    id: string
    name: string
    offices: { actor: string; title: string; tier: number; from: string | null; to: string | null }[]
  }[]
}

/** One negotiation with what is on its table and who sits at it. */
export async function readNegotiation(db: Reader, negotiation: FoundNegotiation): Promise<NegotiationPage> {
  const agenda = await readAgenda(db, negotiation, NOW_KNOWN_MS)
  const proposals = await db.$client.query<{ content: ProposalInput }>({
    name: "read-proposals",
    text: `select content from proposal where negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`,
    values: [negotiation.id],
  })
  const people = await db.$client.query<NegotiationPage["people"][number]>({
    name: "read-people",
    text: `select np.id, p.name,
                  coalesce(json_agg(json_build_object('actor', na.id, 'title', o.title, 'tier', o.tier, 'from', o."from", 'to', o."to")
                                    order by o.id) filter (where na.id is not null), '[]') as offices
             from negotiation_person np
             join person p on p.id = np.person_id and p.merged_into is null
             left join office o on o.person_id = p.id
             left join negotiation_actor na on na.negotiation_id = np.negotiation_id and na.actor_id = o.actor_id
            where np.negotiation_id = $1 group by np.id, np.position, p.name order by np.position`,
    values: [negotiation.id],
  })
  const { slug, title, summary, stage, zone, review, visibility, seq } = negotiation
  return {
    slug,
    title,
    summary,
    stage,
    timeZone: zone,
    review,
    visibility,
    seq,
    parties: agenda.parties.map((party) => ({
      ...party,
      roles: [...new Set(party.roles.map((role) => role.role))],
    })),
    issues: agenda.issues,
    options: agenda.options.map(({ closedFrom: _, ...option }) => option),
    proposals: proposals.rows.map((row) => row.content),
    people: people.rows,
  }
}
