import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { Board, BoardOption } from "../../../../server/domain/board.ts"
import type { HeldCondition } from "../../../../server/domain/condition.ts"
import type { Cell } from "../../../../server/domain/position.ts"
import { boardHref, statementsHref, tellMeHref } from "../../../_components/addresses.ts"
import { cellName, hasOwnStatement } from "../../../_components/board-layout.ts"
import { ConditionList } from "../../../_components/condition-list.tsx"
import { SaidAt } from "../../../_components/dates.tsx"
import { Feeds } from "../../../_components/feeds.tsx"
import { namesOf } from "../../../_components/names.ts"
import { NegotiationRunningHead, Sections } from "../../../_components/negotiation-frame.tsx"
import { PositionChip } from "../../../_components/stance-chip.tsx"
import { StatementBrief } from "../../../_components/statement-brief.tsx"
import { TellMe } from "../../../_components/tell-me.tsx"
import { board as boardText, party as text, words } from "../../../_messages/en.ts"
import { feeds } from "../../../_messages/feeds.en.ts"
import type { NegotiationDetail } from "../../../_trpc/reader-api.ts"
import { found, readNegotiation, serverCaller } from "../../../_trpc/server.ts"

interface Props {
  params: Promise<{ negotiation: string; party: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { negotiation: slug, party: id } = await params
  const negotiation = await readNegotiation(slug)
  const party = negotiation.parties.find((p) => p.id === decodeURIComponent(id))
  return { title: party ? `${party.name}: ${negotiation.title}` : negotiation.title }
}

export default async function PartyPage({ params }: Props) {
  const { negotiation: slug, party: encoded } = await params
  const id = decodeURIComponent(encoded)
  const api = await serverCaller()
  const [negotiation, board, statements, conditions] = await Promise.all([
    readNegotiation(slug),
    found(api.board.read({ slug })),
    found(api.statements.list({ slug, party: id, limit: 10 })),
    found(api.conditions.list({ slug })),
  ])
  const party = negotiation.parties.find((p) => p.id === id)
  if (!party) notFound()
  const names = namesOf(negotiation)
  const held = conditions.items.filter((condition) => condition.party === id)
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current={null} />
      <div className="lead">
        <p className="kicker">{party.roles.map((role) => words.role[role]).join(", ")}</p>
        <h1 className="headline" dir="auto">
          {party.name}
        </h1>
        <TellMe href={tellMeHref({ negotiation: slug, party: id })} />
      </div>
      <div className="columns columns-wide">
        <div>
          <Positions board={board} party={id} slug={slug} />
          <Conditions held={held} slug={slug} names={names} />
        </div>
        <aside>
          <section className="mb-8">
            <h2 className="section-title mb-2.5">{text.statements}</h2>
            <ol className="feed">
              {statements.items.map((statement) => (
                <li key={statement.id}>
                  <StatementBrief statement={statement} slug={slug} names={names} />
                </li>
              ))}
            </ol>
            <p className="border-t border-line pt-3 text-sm">
              {statements.total === 0 ? (
                text.noStatements
              ) : (
                <a href={statementsHref(slug, { party: id })}>{text.all(party.name, statements.total)}</a>
              )}
            </p>
          </section>
          <People negotiation={negotiation} party={id} slug={slug} />
          <Feeds slug={slug} query={{ party: id }} name={feeds.ofParty(party.name)} />
        </aside>
      </div>
    </main>
  )
}

/** Its position on each option it has spoken on, issue by issue; then, in words, where it has said nothing. */
function Positions({ board, party, slug }: { board: Board; party: string; slug: string }) {
  const rows = board.issues.map((issue) => ({
    issue,
    spoken: issue.options.flatMap((option) => {
      const cell = option.cells.find((c) => c.party === party)
      return cell && (hasOwnStatement(cell) || cell.attributed.length > 0) ? [{ option, cell }] : []
    }),
  }))
  const options = board.issues.flatMap((issue) => issue.options)
  const own = rows.flatMap((row) => row.spoken).filter(({ cell }) => hasOwnStatement(cell)).length
  const roles = board.parties.find((p) => p.id === party)?.roles ?? []
  return (
    <section aria-labelledby="positions">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <h2 id="positions" className="section-title">
          {text.positions}
        </h2>
        <p className="meta">{text.positionsCount(own, options.length)}</p>
      </div>
      {own === 0 && <p className="standfirst mb-4">{text.none}</p>}
      {rows
        .filter((row) => row.spoken.length > 0)
        .map(({ issue, spoken }) => (
          <section key={issue.id} className="part">
            <h3 className="mb-1 text-base" dir="auto">
              {issue.title}
            </h3>
            <ul className="condition-list">
              {spoken.map(({ option, cell }) => (
                <Position key={option.id} {...{ option, cell, roles, slug }} />
              ))}
            </ul>
          </section>
        ))}
      <p className="meta border-t border-line pt-3">{text.silentCount(options.length - own)}</p>
    </section>
  )
}

function Position({
  option,
  cell,
  roles,
  slug,
}: {
  option: BoardOption
  cell: Cell
  roles: Parameters<typeof PositionChip>[0]["roles"]
  slug: string
}) {
  return (
    <li>
      <p className="font-semibold" dir="auto">
        <a className="quiet-link" href={boardHref(slug, { cell: cellName(cell) })}>
          {option.text}
        </a>
        {option.closed && <span className="meta font-normal"> {boardText.closedWord}</span>}
      </p>
      <p className="my-1">
        <PositionChip cell={cell} roles={roles} />{" "}
        {cell.mixedSignals && <span className="flag flag-mixed text-sm">{boardText.mixed}</span>}
      </p>
      {cell.gist && <p dir="auto">{cell.gist}</p>}
      {cell.saidAt && (
        <p className="meta">
          {cell.speaker?.name || boardText.unnamed}, <SaidAt at={cell.saidAt} />
        </p>
      )}
      {!hasOwnStatement(cell) && <p className="meta">{boardText.attributed(cell.attributed.length)}</p>}
    </li>
  )
}

function Conditions({
  held,
  slug,
  names,
}: {
  held: HeldCondition[]
  slug: string
  names: ReturnType<typeof namesOf>
}) {
  return (
    <section className="mt-10" aria-labelledby="held">
      <h2 id="held" className="section-title mb-2">
        {text.conditions}
      </h2>
      {held.length === 0 ? (
        <p className="meta">{text.noConditions}</p>
      ) : (
        <ConditionList conditions={held} slug={slug} names={names} withOption />
      )}
    </section>
  )
}

function People({
  negotiation,
  party,
  slug,
}: {
  negotiation: NegotiationDetail
  party: string
  slug: string
}) {
  const people = negotiation.people.flatMap((person) => {
    const offices = person.offices.filter((office) => office.actor === party)
    return offices.length > 0 ? [{ person, offices }] : []
  })
  return (
    <section aria-labelledby="people">
      <h2 id="people" className="section-title mb-2">
        {text.people}
      </h2>
      {people.length === 0 && <p className="meta">{text.noPeople}</p>}
      <ul className="condition-list text-sm">
        {people.map(({ person, offices }) => (
          <li key={person.id}>
            <a
              className="quiet-link font-semibold"
              href={statementsHref(slug, { person: person.id })}
              dir="auto"
            >
              {person.name}
            </a>
            <span className="meta block">{offices.map((office) => office.title).join("; ")}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
