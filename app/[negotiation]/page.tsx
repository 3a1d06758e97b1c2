import type { Metadata } from "next"
import { headers } from "next/headers"
import type { Board } from "../../server/domain/board.ts"
import { dateWords } from "../../server/domain/date-words.ts"
import { PAIR_STATES } from "../../server/domain/pair.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { boardHref, type Clocks, tellMeHref } from "../_components/addresses.ts"
import { AsOfForm } from "../_components/as-of-form.tsx"
import { findCell, statementsBehind } from "../_components/board-layout.ts"
import { clockWords, instantWords } from "../_components/dates.tsx"
import { Feeds } from "../_components/feeds.tsx"
import { NegotiationLead, Sections } from "../_components/negotiation-frame.tsx"
import { one, type Query } from "../_components/query.ts"
import { TellMe } from "../_components/tell-me.tsx"
import { LiveBoard } from "../_live/live-board.tsx"
import type { Opened } from "../_live/use-evidence.ts"
import { asOf as asOfText, board as boardText } from "../_messages/en.ts"
import { feeds } from "../_messages/feeds.en.ts"
import type { ReaderApi } from "../_trpc/reader-api.ts"
import { found, foundOrRefused, readNegotiation, readPublicStatement, serverCaller } from "../_trpc/server.ts"

interface Props {
  params: Promise<{ negotiation: string }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = await readNegotiation((await params).negotiation)
  return { title, description: summary }
}

export default async function BoardPage({ params, searchParams }: Props) {
  const { negotiation: slug } = await params
  const asked = readQuery(await searchParams)
  const api = await serverCaller()
  const negotiation = await readNegotiation(slug)
  const answer = await foundOrRefused(api.board.read({ slug, ...asked.clocks }))
  const refused = isRefusal(answer) ? answer : undefined
  const board = isRefusal(answer) ? await found(api.board.read({ slug })) : answer
  const clocks = refused ? {} : asked.clocks
  const past = board.asOf !== null || board.knownAt !== null
  const latest = await latestOf(api, slug, board, clocks.asOf)
  const now = Date.now()
  const issue = openedIssue(board, asked.opened)
  return (
    <main id="content" className="page">
      <NegotiationLead negotiation={negotiation}>
        <TellMe href={tellMeHref({ negotiation: slug })} />
      </NegotiationLead>
      <Sections slug={slug} current="board" />
      {past && <PastNotice slug={slug} clocks={clocks} />}
      {refused && (
        <p className="past" role="alert">
          {refused.detail}
        </p>
      )}
      <LiveBoard
        board={board}
        latest={latest.items}
        total={past ? null : latest.total}
        clocks={clocks}
        now={board.asOf === null ? now : Math.min(now, Date.parse(board.asOf))}
        madeAt={clockWords(now, negotiation.timeZone)}
        opened={asked.opened}
        statements={await behind(board, asked.opened)}
        show={asked.show}
        live={!past}
      >
        <AsOfForm action={boardHref(slug)} clocks={asked.clocks} />
      </LiveBoard>
      {issue && <Feeds slug={slug} query={{ issue: issue.id }} name={feeds.ofIssue(issue.title)} />}
      <PrintedFrom slug={slug} madeAt={instantWords(new Date(now).toISOString(), negotiation.timeZone)} />
    </main>
  )
}

/** On paper the board says when and where it was printed from. */
async function PrintedFrom({ slug, madeAt }: { slug: string; madeAt: string }) {
  const host = (await headers()).get("host") ?? ""
  return <p className="print-only meta">{boardText.printed(madeAt, `${host}${boardHref(slug)}`)}</p>
}

const LATEST = 8

/** The statements beside the board; on a past board only what had been said by then and recorded by then. */
async function latestOf(api: ReaderApi, slug: string, board: Board, asOf: string | undefined) {
  const { knownAt } = board
  if (knownAt === null) return found(api.statements.list({ slug, limit: LATEST }))
  const page = await found(api.statements.list({ slug, limit: 100, to: asOf }))
  return { ...page, items: page.items.filter((item) => item.recordedAt <= knownAt).slice(0, LATEST) }
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

function readQuery(params: Query): {
  clocks: Clocks
  opened: Opened
  show: string | undefined
} {
  const [cell, issue, show] = [one(params, "cell"), one(params, "issue"), one(params, "show")]
  return {
    clocks: { asOf: one(params, "asOf"), knownAt: one(params, "knownAt") },
    opened: cell ? { cell } : issue ? { issue } : null,
    show: PAIR_STATES.find((state) => state === show),
  }
}

/** The statements behind what the address asks to see, so that the page is complete without JavaScript. */
async function behind(board: Board, opened: Opened): Promise<PublicStatement[]> {
  const cell = opened && "cell" in opened ? findCell(board, opened.cell)?.cell : undefined
  const issue = openedIssue(board, opened)
  const ids = cell ? statementsBehind(cell) : (issue?.pairs.flatMap((pair) => pair.statements) ?? [])
  const read = [...new Set(ids)].map((id) =>
    readPublicStatement(board.negotiation, id).catch(() => undefined),
  )
  return (await Promise.all(read)).filter((statement) => statement !== undefined)
}

function openedIssue(board: Board, opened: Opened) {
  return opened && "issue" in opened ? board.issues.find((issue) => issue.id === opened.issue) : undefined
}
