import { commonGround } from "../_messages/common-ground.en.ts"
import { site, words } from "../_messages/en.ts"
import type { NegotiationDetail } from "../_trpc/reader-api.ts"
import { boardHref, statementsHref } from "./addresses.ts"

export type Section = "board" | "statements" | "conditions" | "common-ground" | "method"

type Framed = Pick<NegotiationDetail, "slug" | "title" | "summary" | "stage">

/** The head of the negotiation's front page: what it is, in the largest type of the site. */
export function NegotiationLead({
  negotiation,
  children,
}: {
  negotiation: Framed
  /** What can be done with it, beneath. */
  children?: React.ReactNode
}) {
  const stage = stageWord(negotiation.stage)
  return (
    <div className="lead">
      {stage && <p className="kicker">{stage}</p>}
      <h1 className="headline" dir="auto">
        {negotiation.title}
      </h1>
      {negotiation.summary && (
        <p className="standfirst" dir="auto">
          {negotiation.summary}
        </p>
      )}
      {children}
    </div>
  )
}

/** On inner pages the negotiation's name stands small above, and leads back to the board. */
export function NegotiationRunningHead({ negotiation }: { negotiation: Framed }) {
  return (
    <p className="lead-small" dir="auto">
      <a href={boardHref(negotiation.slug)}>{negotiation.title}</a>
    </p>
  )
}

/** The sections of a negotiation and its search field. */
export function Sections({ slug, current, q }: { slug: string; current: Section | null; q?: string }) {
  const sections: [Section, string, string][] = [
    ["board", boardHref(slug), site.board],
    ["statements", statementsHref(slug), site.statements],
    ["conditions", `/${slug}/conditions`, site.conditions],
    ["common-ground", `/${slug}/common-ground`, commonGround.title],
    ["method", `/${slug}/method`, site.method],
  ]
  return (
    <div className="sections">
      <nav aria-label={site.sections}>
        <ul>
          {sections.map(([section, href, label]) => (
            <li key={section}>
              <a href={href} aria-current={section === current ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <search className="search">
        <form action={statementsHref(slug)} className="contents">
          <label className="visually-hidden" htmlFor="search">
            {site.search}
          </label>
          <input id="search" name="q" type="search" placeholder={site.search} defaultValue={q} />
          <button type="submit" className="button">
            {site.searchSubmit}
          </button>
        </form>
      </search>
    </div>
  )
}

export function stageWord(stage: string | null): string | undefined {
  return Object.entries(words.stage).find(([key]) => key === stage)?.[1]
}
