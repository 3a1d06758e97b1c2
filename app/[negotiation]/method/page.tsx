import type { Metadata } from "next"
import { STANCES } from "../../../server/domain/vocabulary.ts"
import { partyHref } from "../../_components/addresses.ts"
import { coverage, hasOwnStatement } from "../../_components/board-layout.ts"
import { NegotiationRunningHead, Sections } from "../../_components/negotiation-frame.tsx"
import { PositionChip, StanceChip } from "../../_components/stance-chip.tsx"
import { board as boardText, method as text, words } from "../../_messages/en.ts"
import { found, readNegotiation, serverCaller } from "../../_trpc/server.ts"

interface Props {
  params: Promise<{ negotiation: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readNegotiation((await params).negotiation)
  return { title: `${text.heading}: ${title}` }
}

export default async function MethodPage({ params }: Props) {
  const { negotiation: slug } = await params
  const api = await serverCaller()
  const [negotiation, board, statements] = await Promise.all([
    readNegotiation(slug),
    found(api.board.read({ slug })),
    found(api.statements.list({ slug, limit: 1 })),
  ])
  const options = board.issues.flatMap((issue) => issue.options)
  const { spoken, all } = coverage(board)
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current="method" />
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      <div className="columns columns-wide">
        <div className="prose">
          {text.sections.map((section) => (
            <section key={section.title}>
              <h2>{section.title}</h2>
              <p>{section.text}</p>
            </section>
          ))}
          <h2>{text.counts}</h2>
          <p>{text.countsText}</p>
        </div>
        <aside className="grid content-start gap-8">
          <section>
            <h2 className="section-title mb-2">{text.coverage}</h2>
            <p className="mb-2">
              {text.coverageText(statements.total, board.parties.length, options.length)}{" "}
              {boardText.coverage(spoken, all)}
            </p>
            <table className="figures">
              <caption className="meta text-start">{text.byParty(options.length)}</caption>
              <tbody>
                {board.parties.map((party) => (
                  <tr key={party.id}>
                    <th scope="row" dir="auto">
                      <a className="quiet-link" href={partyHref(slug, party.id)}>
                        {party.name}
                      </a>
                    </th>
                    <td>
                      {
                        options.filter((o) => o.cells.some((c) => c.party === party.id && hasOwnStatement(c)))
                          .length
                      }
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section>
            <h2 className="section-title mb-2">{text.stances}</h2>
            <ul className="grid gap-1.5">
              {STANCES.map((stance) => (
                <li key={stance} className="flex flex-wrap items-baseline gap-x-3 text-sm">
                  <StanceChip stance={stance} /> {text.stanceMeanings[stance]}
                </li>
              ))}
              <li className="flex flex-wrap items-baseline gap-x-3 text-sm">
                <PositionChip cell={{ state: "contested", stance: null }} /> {text.contestedMeaning}
              </li>
              <li className="flex flex-wrap items-baseline gap-x-3 text-sm">
                <PositionChip cell={{ state: "none_recorded", stance: "none_recorded" }} /> {text.noneMeaning}
              </li>
            </ul>
          </section>
          <section>
            <h2 className="section-title mb-2">{text.tiers}</h2>
            <ol className="grid gap-1 text-sm">
              {Object.entries(words.tier).map(([tier, meaning]) => (
                <li key={tier}>
                  <b className="font-semibold">{tier}</b> {meaning}
                </li>
              ))}
            </ol>
          </section>
        </aside>
      </div>
    </main>
  )
}
