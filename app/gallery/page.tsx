import { notFound } from "next/navigation"
import { dateWords } from "../../server/domain/date-words.ts"
import { findCell } from "../_components/board-layout.ts"
import { BoardTable } from "../_components/board-table.tsx"
import { CellEvidence } from "../_components/cell-evidence.tsx"
import { Legend } from "../_components/legend.tsx"
import { namesOfBoard } from "../_components/names.ts"
import { PairEvidence } from "../_components/pair-evidence.tsx"
import { StatementBrief } from "../_components/statement-brief.tsx"
import { WordDiff } from "../_components/word-diff.tsx"
import { LiveBoard } from "../_live/live-board.tsx"
import { gallery as text } from "../_messages/en.ts"
import { EVERY_STATE_AT, everyState } from "./_fixtures/every-state.ts"
import { fixtureOf } from "./_fixtures/ledger-of-document.ts"

/** Every component in every state, out of a negotiation that the domain's own rules read. Development only. */
export default function GalleryPage() {
  if (process.env.NODE_ENV === "production") notFound()
  const fixture = fixtureOf(everyState)
  const board = fixture.boardAt(EVERY_STATE_AT)
  const names = namesOfBoard(board)
  const statements = new Map(fixture.statements.map((statement) => [statement.id, statement]))
  const shared = { slug: board.negotiation, names, statements, now: EVERY_STATE_AT }
  const empty = { ...board, issues: [] }
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      <Legend />
      <Part title={text.board}>
        <BoardTable
          board={board}
          now={EVERY_STATE_AT}
          open="south:o-truce"
          marks={new Map([["o-truce", new Map([["north", { at: EVERY_STATE_AT }]])]])}
        />
      </Part>
      <Part title={text.evidence}>
        <div className="gallery-columns">
          {EVIDENCE.map((name) => {
            const found = findCell(board, name)
            return found && <CellEvidence key={name} found={found} {...shared} />
          })}
        </div>
      </Part>
      <Part title={text.pairs}>
        <div className="gallery-columns">
          {board.issues.map((issue) => (
            <PairEvidence key={issue.id} issue={issue} {...shared} />
          ))}
        </div>
      </Part>
      <Part title={text.statements}>
        <ol className="feed">
          {fixture.statements.slice(16).map((statement) => (
            <li key={statement.id}>
              <StatementBrief statement={statement} slug={board.negotiation} names={names} />
            </li>
          ))}
        </ol>
      </Part>
      <Part title={text.dates}>
        <ul>
          {DATES.map((date) => (
            <li key={date}>
              <code>{date}</code> {dateWords(date)}, {dateWords(date, "short")}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={text.diff}>
        {DIFFS.map(([before, after]) => (
          <p key={before} dir="auto">
            <WordDiff before={before} after={after} />
          </p>
        ))}
      </Part>
      <Part title={text.empty}>
        <LiveBoard
          board={empty}
          latest={[]}
          total={0}
          clocks={{}}
          now={EVERY_STATE_AT}
          madeAt="14:02:10"
          opened={null}
          statements={[]}
          show={undefined}
          live={false}
        >
          {null}
        </LiveBoard>
      </Part>
    </main>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="part mt-10">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

const EVIDENCE = [
  "north:o-truce",
  "south:o-truce",
  "north:o-monitor",
  "south:o-monitor",
  "south:o-prisoners",
  "observer:o-truce",
]
const DATES = [
  "2025",
  "2025-03",
  "2025-03-13",
  "2025-03-12~",
  "2025-03?",
  "2025-03-13%",
  "2025-03-11/2025-03-13",
  "2025-02-28/2025-03-02",
  "2024-12-30/2025-01-02",
  "2025-03-13T14:02+02:00",
  "2025-03-13T14:02Z",
  "2025-03-13T14:02",
]
const DIFFS = [
  ["The leader accepts the truce for 30 days.", "The leader accepts the truce for 60 days, with monitors."],
  ["Ми готові говорити про моніторинг.", "Ми не готові говорити про моніторинг без гарантій."],
  ["نقبل تبادل جميع الأسرى.", "نرفض تبادل جميع الأسرى الآن."],
] as const
