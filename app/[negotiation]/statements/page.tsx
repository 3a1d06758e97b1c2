import type { Metadata } from "next"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { STANCES } from "../../../server/domain/vocabulary.ts"
import { statementsHref, tellMeHref } from "../../_components/addresses.ts"
import { Feeds } from "../../_components/feeds.tsx"
import { namesOf } from "../../_components/names.ts"
import { NegotiationRunningHead, Sections } from "../../_components/negotiation-frame.tsx"
import { one, type Query } from "../../_components/query.ts"
import { StatementBrief } from "../../_components/statement-brief.tsx"
import { TellMe } from "../../_components/tell-me.tsx"
import { tellMe } from "../../_messages/alerts.en.ts"
import { statements as text } from "../../_messages/en.ts"
import { feeds } from "../../_messages/feeds.en.ts"
import { foundOrRefused, readNegotiation, serverCaller } from "../../_trpc/server.ts"
import { type Filter, StatementFilters } from "./statement-filters.tsx"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readNegotiation((await params).negotiation)
  return { title: `${text.heading}: ${title}` }
}

export default async function StatementsPage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const query = await searchParams
  const filter = filterOf(query)
  const { q, party, person, option } = filter
  // what an alert can ask for too: of stances and days it knows nothing
  const alike = { text: q, party, person, option }
  const isAlike = Object.values(alike).some((value) => value !== undefined)
  const cursor = one(query, "cursor")
  const api = await serverCaller()
  const [negotiation, answer] = await Promise.all([
    readNegotiation(slug),
    foundOrRefused(api.statements.list({ slug, ...filter, cursor, limit: 30 })),
  ])
  const refused = isRefusal(answer) ? answer : undefined
  const page = isRefusal(answer) ? { items: [], nextCursor: null, total: 0 } : answer
  const names = namesOf(negotiation)
  const filtered = Object.values(filter).some((value) => value !== undefined)
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current="statements" q={filter.q} />
      <div className="columns">
        <div>
          <div className="flex flex-wrap items-baseline gap-x-4 mb-3">
            <h1 className="section-title">{text.heading}</h1>
            <p className="meta">
              {!refused && (filtered ? text.matching(page.total) : text.total(page.total))}
            </p>
            <a className="narrow-only ms-auto text-sm" href="#filters">
              {text.filters}
            </a>
            <TellMe href={tellMeHref({ negotiation: slug, ...alike, kind: "statement.published" })}>
              {!isAlike ? tellMe.any : filter.stance ? tellMe.moreOfAnyStance : tellMe.more}
            </TellMe>
          </div>
          {refused && (
            <p className="past mb-4" role="alert">
              {refused.detail}
            </p>
          )}
          {page.items.length === 0 && !refused && (
            <div className="empty">
              <p>{filtered ? text.none : text.empty}</p>
              <p>{filtered ? text.noneNext : text.emptyNext}</p>
            </div>
          )}
          <ol className="feed">
            {page.items.map((statement) => (
              <li key={statement.id}>
                <StatementBrief statement={statement} slug={slug} names={names} />
              </li>
            ))}
          </ol>
          <nav className="flex gap-4 border-t border-line pt-3" aria-label={text.heading}>
            {cursor && (
              <a className="button" href={statementsHref(slug, { ...filter })}>
                {text.first}
              </a>
            )}
            {page.nextCursor && (
              <a
                className="button"
                href={statementsHref(slug, { ...filter, cursor: page.nextCursor })}
                rel="next"
              >
                {text.next}
              </a>
            )}
          </nav>
        </div>
        <aside id="filters">
          <StatementFilters negotiation={negotiation} filter={filter} filtered={filtered} />
          {filtered && !refused && <Feeds slug={slug} query={{ ...filter }} name={feeds.ofFilter} />}
        </aside>
      </div>
    </main>
  )
}

function filterOf(query: Query): Filter {
  return {
    q: one(query, "q"),
    party: one(query, "party"),
    person: one(query, "person"),
    option: one(query, "option"),
    stance: STANCES.find((stance) => stance === one(query, "stance")),
    from: one(query, "from"),
    to: one(query, "to"),
  }
}
