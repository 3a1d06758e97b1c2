import type { Metadata } from "next"
import type { Board } from "../../server/domain/board.ts"
import { PAIR_STATES } from "../../server/domain/pair.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import { dateWords } from "../../server/domain/wording.ts"
import { boardHref, type Clocks } from "../_components/addresses.ts"
import { AsOfForm } from "../_components/as-of-form.tsx"
import { findCell, statementsBehind } from "../_components/board-layout.ts"
import { instantWords } from "../_components/dates.tsx"
import { NegotiationLead, Sections } from "../_components/negotiation-frame.tsx"
import { LiveBoard } from "../_live/live-board.tsx"
import type { Opened } from "../_live/use-evidence.ts"
import { asOf as asOfText } from "../_messages/en.ts"
import type { ReaderApi } from "../_trpc/reader-api.ts"
import { found, serverCaller } from "../_trpc/server.ts"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const api = await serverCaller()
  const { title, summary } = await found(api.negotiations.get({ slug: (await params).negotiation }))
  return { title, description: summary }
}

export default async function BoardPage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const query = readQuery(await searchParams)
  const { clocks } = query
  const api = await serverCaller()
  const [negotiation, board, latest] = await Promise.all([
    found(api.negotiations.get({ slug })),
    found(api.board.read({ slug, ...clocks })),
    found(api.statements.list({ slug, limit: 8, to: clocks.asOf })),
  ])
  const now = Date.now()
  const past = clocks.asOf !== undefined || clocks.knownAt !== undefined
  return (
    <main id="content" className="page">
      <NegotiationLead negotiation={negotiation} />
      <Sections slug={slug} current="board" />
      {past && <PastNotice slug={slug} clocks={clocks} />}
      <LiveBoard
        board={board}
        latest={latest.items}
        total={past ? null : latest.total}
        clocks={clocks}
        now={clocks.asOf ? endOf(clocks.asOf) : now}
        madeAt={instantWords(new Date(now).toISOString(), negotiation.timeZone)}
        opened={query.opened}
        statements={await behind(api, board, query.opened)}
        show={query.show}
        live={!past}
      >
        <AsOfForm action={boardHref(slug)} clocks={clocks} />
      </LiveBoard>
    </main>
  )
}

/** Says which board this is, so that a past one is never taken for the present. */
function PastNotice({ slug, clocks }: { slug: string; clocks: Clocks }) {
  return (
    <p className="past" role="note">
      <span>
        <b className="font-semibold">{asOfText.banner(dateWords(clocks.asOf ?? clocks.knownAt ?? ""))}</b>,{" "}
        {clocks.knownAt ? asOfText.bannerKnown(dateWords(clocks.knownAt)) : asOfText.bannerAll}.
      </span>
      <a href={boardHref(slug)}>{asOfText.now}</a>
    </p>
  )
}

function readQuery(params: Awaited<Props["searchParams"]>): {
  clocks: Clocks
  opened: Opened
  show: string | undefined
} {
  const one = (key: string) => {
    const value = params[key]
    const text = Array.isArray(value) ? value[0] : value
    return text === "" ? undefined : text
  }
  const [cell, issue, show] = [one("cell"), one("issue"), one("show")]
  return {
    clocks: { asOf: one("asOf"), knownAt: one("knownAt") },
    opened: cell ? { cell } : issue ? { issue } : null,
    show: PAIR_STATES.find((state) => state === show),
  }
}

/** The statements behind what the address asks to see, so that the page is complete without JavaScript. */
async function behind(api: ReaderApi, board: Board, opened: Opened): Promise<PublicStatement[]> {
  const cell = opened && "cell" in opened ? findCell(board, opened.cell)?.cell : undefined
  const issue = opened && "issue" in opened ? board.issues.find((i) => i.id === opened.issue) : undefined
  const ids = cell ? statementsBehind(cell) : (issue?.pairs.flatMap((pair) => pair.statements) ?? [])
  const read = [...new Set(ids)].map((id) =>
    api.statements.get({ slug: board.negotiation, id }).catch(() => undefined),
  )
  return (await Promise.all(read)).filter((statement) => statement !== undefined)
}

function endOf(asOf: string): number {
  const instant = Date.parse(asOf)
  return Number.isNaN(instant) ? Date.now() : instant
}
