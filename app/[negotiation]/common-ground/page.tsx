import type { Metadata } from "next"
import type { Board } from "../../../server/domain/board.ts"
import { type Move, type Tally, talliesOf } from "../../../server/domain/convergence.ts"
import type { PairState } from "../../../server/domain/pair.ts"
import { boardHref, partyHref, statementHref } from "../../_components/addresses.ts"
import { SaidAt } from "../../_components/dates.tsx"
import { type Names, namesOf, partyNames } from "../../_components/names.ts"
import { NegotiationRunningHead, Sections } from "../../_components/negotiation-frame.tsx"
import { PairChip, StanceChip } from "../../_components/stance-chip.tsx"
import { commonGround as text } from "../../_messages/common-ground.en.ts"
import { found, readNegotiation, serverCaller } from "../../_trpc/server.ts"

const NEAREST_FIRST: PairState[] = ["compatible", "conditional", "conflict", "undetermined", "unknown"]

interface Props {
  params: Promise<{ negotiation: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readNegotiation((await params).negotiation)
  return { title: `${text.title}: ${title}` }
}

export default async function CommonGroundPage({ params }: Props) {
  const { negotiation: slug } = await params
  const api = await serverCaller()
  const [negotiation, board, moves] = await Promise.all([
    readNegotiation(slug),
    found(api.board.read({ slug })),
    found(api.moves.list({ slug })),
  ])
  const names = namesOf(negotiation)
  const tallies = talliesOf(board)
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current="common-ground" />
      <div className="lead">
        <h1 className="headline">{text.title}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      {tallies.length === 0 && <p className="empty">{text.noPairs}</p>}
      {tallies.map((tally) => (
        <TallySection key={tally.parties.join(" ")} {...{ tally, board, names, slug }} />
      ))}
      <section className="part">
        <h2>{text.moves}</h2>
        <p className="meta mb-2">{moves.items.length === 0 ? text.noMoves : text.movesExplained}</p>
        <ol className="condition-grid">
          {moves.items.map((move) => (
            <MoveItem key={`${move.statement} ${move.party} ${move.option}`} {...{ move, names, slug }} />
          ))}
        </ol>
      </section>
    </main>
  )
}

function TallySection({
  tally,
  board,
  names,
  slug,
}: {
  tally: Tally
  board: Board
  names: Names
  slug: string
}) {
  const [a, b] = partyNames(names, tally.parties)
  const issues = board.issues.flatMap((issue) =>
    issue.pairs
      .filter((pair) => pair.parties.join() === tally.parties.join())
      .map((pair) => ({ id: issue.id, title: issue.title, state: pair.state })),
  )
  return (
    <section className="part">
      <h2 dir="auto">{text.between(a ?? "", b ?? "")}</h2>
      <dl className="details-list">
        {NEAREST_FIRST.filter((state) => tally.counts[state] > 0).map((state) => (
          <div key={state} className="contents">
            <dt>
              <PairChip state={state} />
            </dt>
            <dd>
              <b className="font-semibold">{text.of(tally.counts[state], tally.of)}</b>
              <ul>
                {issues
                  .filter((issue) => issue.state === state)
                  .map((issue) => (
                    <li key={issue.id} dir="auto">
                      <a href={boardHref(slug, { issue: issue.id })}>{issue.title}</a>
                    </li>
                  ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function MoveItem({ move, names, slug }: { move: Move; names: Names; slug: string }) {
  return (
    <li>
      <p className="meta">
        <SaidAt at={move.saidAt} />,{" "}
        <a href={partyHref(slug, move.party)}>{partyNames(names, [move.party]).join()}</a>
      </p>
      <p className="my-1" dir="auto">
        <a className="quiet-link" href={boardHref(slug, { cell: `${move.party}:${move.option}` })}>
          {names.options.get(move.option) ?? move.option}
        </a>
      </p>
      <p className="flex flex-wrap items-center gap-2">
        <StanceChip stance={move.from} />
        <span aria-hidden="true">→</span>
        <span className="visually-hidden">to</span>
        <StanceChip stance={move.to} />
      </p>
      <p className="meta mt-1" dir="auto">
        <a href={statementHref(slug, move.statement)}>{move.speaker.name}</a>
      </p>
    </li>
  )
}
