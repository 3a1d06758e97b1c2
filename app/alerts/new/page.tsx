import type { Metadata } from "next"
import { filterWords } from "../../../server/domain/filter-words.ts"
import { one, type Query } from "../../_components/query.ts"
import { what as text } from "../../_messages/alerts.en.ts"
import { found, readNegotiation, serverCaller } from "../../_trpc/server.ts"
import "../alerts.css"
import { WhatFields } from "../_parts/what-fields.tsx"
import { WhatForm } from "../_parts/what-form.tsx"
import { filterOfQuery, namesIn } from "../filter-query.ts"

export const metadata: Metadata = { title: text.title, robots: { index: false } }

export default async function NewAlertPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const slug = one(query, "negotiation")
  const [{ items }, negotiation] = await Promise.all([
    found((await serverCaller()).negotiations.list()),
    slug === undefined ? null : readNegotiation(slug),
  ])
  const filter = filterOfQuery(query, negotiation)
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.title}</h1>
      </div>
      <div className="columns columns-wide">
        <section aria-labelledby="what">
          <h2 id="what" className="section-title">
            {text.heading}
          </h2>
          <p className="alert-sentence" dir="auto">
            {filterWords(filter, negotiation && namesIn(negotiation))}, {text.in}{" "}
            {negotiation?.title ?? text.everywhere}.
          </p>
          <details className="alert-fold">
            <summary>{text.change}</summary>
            <WhatForm id="what-form" action="/alerts/new">
              <WhatFields
                key={negotiation?.slug}
                negotiations={items}
                choices={negotiation}
                filter={filter}
              />
              <button type="submit" className="button">
                {text.submit}
              </button>
            </WhatForm>
          </details>
        </section>
      </div>
    </main>
  )
}
