import type { Change } from "../server/domain/change.ts"
import { newsLine } from "../server/domain/wording.ts"
import { boardHref } from "./_components/addresses.ts"
import { RecordedAt } from "./_components/dates.tsx"
import { stageWord } from "./_components/negotiation-frame.tsx"
import { LatestChange } from "./_live/latest-change.tsx"
import { frontPage as text } from "./_messages/en.ts"
import type { NegotiationSummary, ReaderApi } from "./_trpc/reader-api.ts"
import { found, serverCaller } from "./_trpc/server.ts"

export default async function FrontPage() {
  const api = await serverCaller()
  const { items } = await found(api.negotiations.list())
  const news = await Promise.all(items.map((negotiation) => withNews(api, negotiation)))
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      {items.length === 0 && (
        <div className="empty">
          <p>{text.empty}</p>
          <p>{text.emptyNext}</p>
        </div>
      )}
      <ul className="negotiations">
        {news.map(({ negotiation, epoch, latest }) => (
          <li key={negotiation.slug}>
            <Negotiation {...{ negotiation, epoch, latest }} />
          </li>
        ))}
      </ul>
    </main>
  )
}

function Negotiation({ negotiation, epoch, latest }: News) {
  const { slug, title, summary, stage, seq } = negotiation
  return (
    <article>
      {stageWord(stage) && <p className="kicker">{stageWord(stage)}</p>}
      <h2 dir="auto">
        <a className="quiet-link" href={boardHref(slug)}>
          {title}
        </a>
      </h2>
      <p className="standfirst" dir="auto">
        {summary}
      </p>
      <p className="facts">
        <span>{text.parties(negotiation.parties)}</span>
        <span>{text.options(negotiation.options)}</span>
        <span>{text.statements(negotiation.statements)}</span>
      </p>
      {latest ? (
        <LatestChange slug={slug} epoch={epoch} seq={seq} initial={newsLine(latest)}>
          <RecordedAt at={latest.recordedAt} zone="UTC" />
        </LatestChange>
      ) : (
        <p className="meta">{text.noChange}</p>
      )}
    </article>
  )
}

interface News {
  negotiation: NegotiationSummary
  epoch: string
  latest: Change | undefined
}

/** The last line of the negotiation's log beside it. */
async function withNews(api: ReaderApi, negotiation: NegotiationSummary): Promise<News> {
  const { slug, seq } = negotiation
  const log = await found(api.changes.list({ slug, after: Math.max(0, seq - 1), limit: 1 }))
  return { negotiation, epoch: log.epoch, latest: log.changes[0] }
}
