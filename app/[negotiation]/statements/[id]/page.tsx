import type { Metadata } from "next"
import { dateWords } from "../../../../server/domain/date-words.ts"
import { isQuotable } from "../../../../server/domain/public-statement.ts"
import { CONDITION_KIND_WORDS } from "../../../../server/domain/wording.ts"
import { tellMeHref } from "../../../_components/addresses.ts"
import { languageName, SaidAt } from "../../../_components/dates.tsx"
import { namesOf, partyNames } from "../../../_components/names.ts"
import { NegotiationRunningHead, Sections } from "../../../_components/negotiation-frame.tsx"
import { SourceList } from "../../../_components/sources.tsx"
import { isAccount, Quotation, Speaker, Stances } from "../../../_components/statement-brief.tsx"
import { TellMe } from "../../../_components/tell-me.tsx"
import { tellMe } from "../../../_messages/alerts.en.ts"
import { listing, statement as text, words } from "../../../_messages/en.ts"
import type { PublicStatementDetail } from "../../../_trpc/reader-api.ts"
import {
  changesOf,
  found,
  readNegotiation,
  readPublicStatement,
  serverCaller,
} from "../../../_trpc/server.ts"
import { StatementEffect } from "./statement-effect.tsx"
import { StatementHistory } from "./statement-history.tsx"

interface Props {
  params: Promise<{ negotiation: string; id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { negotiation, id } = await params
  const statement = await readPublicStatement(negotiation, decodeURIComponent(id))
  return { title: statement.gist, description: statement.speakerName.name }
}

export default async function StatementPage({ params }: Props) {
  const { negotiation: slug, id } = await params
  const api = await serverCaller()
  const [negotiation, statement] = await Promise.all([
    readNegotiation(slug),
    readPublicStatement(slug, decodeURIComponent(id)),
  ])
  const [board, changes, conditions] = await Promise.all([
    found(api.board.read({ slug })),
    changesOf(
      api,
      slug,
      statement.changes.map((change) => change.seq),
    ),
    found(api.conditions.list({ slug })),
  ])
  const names = namesOf(negotiation)
  const texts = new Map(conditions.items.map((condition) => [condition.id, condition.text]))
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current="statements" />
      <article className="columns">
        <div>
          {statement.status === "withdrawn" && (
            <div className="past mb-5 block!" role="note">
              <p>
                <b className="font-semibold">{text.withdrawnTitle}</b>
              </p>
              <p>{text.withdrawnText}</p>
              <p>{statement.revisions.find((revision) => revision.version === statement.version)?.note}</p>
            </div>
          )}
          <p className="who mb-2">
            <Speaker statement={statement} names={names} />, <SaidAt at={statement.saidAt} style="long" />
          </p>
          <h1 className="gist gist-large" dir="auto">
            {statement.gist}
          </h1>
          <Words statement={statement} />
          {isAccount(statement) && (
            <p className="past mt-4">{text.account(listing(partyNames(names, statement.about)))}</p>
          )}
          {statement.attribution === "unattributed" && <p className="past mt-4">{text.unattributed}</p>}
          <section className="part mt-6">
            <h2>{text.positions}</h2>
            {(statement.stances ?? []).length > 0 ? (
              <Stances statement={statement} names={names} />
            ) : (
              <p className="meta">{text.noPositions}</p>
            )}
          </section>
          <Conditions statement={statement} texts={texts} />
          <StatementEffect changes={changes} board={board} slug={slug} />
          <StatementHistory
            revisions={statement.revisions}
            names={names}
            conditions={texts}
            zone={negotiation.timeZone}
          />
        </div>
        <aside>
          <section className="mb-6">
            <h2 className="section-title mb-2">{text.sources}</h2>
            <SourceList statement={statement} />
          </section>
          <Particulars statement={statement} />
          {statement.speaker && (
            <TellMe href={tellMeHref({ negotiation: slug, person: statement.speaker })}>
              {tellMe.whenSpeaks(statement.speakerName.name)}
            </TellMe>
          )}
        </aside>
      </article>
    </main>
  )
}

function Words({ statement }: { statement: PublicStatementDetail }) {
  return (
    <>
      <Quotation statement={statement} large />
      {statement.originalText && statement.directness !== "machine_garbled" && (
        <details className="mt-2 text-sm">
          <summary>{text.original}</summary>
          <blockquote className="quotation" dir="auto" lang={statement.language ?? undefined}>
            {statement.originalText}
          </blockquote>
        </details>
      )}
      {statement.quote && !isQuotable(statement) && <p className="hint mt-2">{text.garbled}</p>}
    </>
  )
}

function Conditions({
  statement,
  texts,
}: {
  statement: PublicStatementDetail
  texts: ReadonlyMap<string, string>
}) {
  const { conditions = [], conditionMoves = [] } = statement
  return (
    <>
      {conditions.length > 0 && (
        <section className="part">
          <h2>{text.conditions}</h2>
          <ul className="condition-list">
            {conditions.map((condition) => (
              <li key={condition.id}>
                <p className="condition-text" dir="auto">
                  {condition.text}
                </p>
                <p className="meta">
                  <span className={`kind kind-${condition.kind}`}>
                    {CONDITION_KIND_WORDS[condition.kind]}
                  </span>
                  {condition.deadline && <>, {text.deadline(dateWords(condition.deadline, "short"))}</>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {conditionMoves.length > 0 && (
        <section className="part">
          <h2>{text.moves}</h2>
          <ul className="condition-list">
            {conditionMoves.map((move) => (
              <li key={`${move.condition} ${move.axis}`}>
                <p className="condition-text" dir="auto">
                  {texts.get(move.condition) ?? move.condition}
                </p>
                <p className="meta">
                  {text.axis(move.axis)}: {text.movedTo(move.axis, move.to)}
                  {move.note && <>. {move.note}</>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What a defender of a cell is asked for: where it was said, with what authority, how sure it is that it was said. */
function Particulars({ statement }: { statement: PublicStatementDetail }) {
  const rows: [string, string | null | undefined][] = [
    [text.where, [statement.venue, statement.place].filter(Boolean).join(", ")],
    [text.authority, text.tier(statement.tier, words.tier[statement.tier])],
    [text.tierReason, statement.tierReason],
    [text.attributionLabel, words.attribution[statement.attribution]],
    [text.directnessLabel, words.directness[statement.directness]],
    [text.actLabel, statement.act && words.act[statement.act]],
    [
      text.modalityLabel,
      statement.modality && statement.modality !== "actual" ? words.modality[statement.modality] : null,
    ],
    [text.language, statement.language && languageName(statement.language)],
    [text.translator, statement.translator],
    [text.credibilityLabel, credibility(statement.credibility)],
  ]
  return (
    <dl className="details-list border-t border-line pt-4">
      {rows.map(([label, value]) =>
        value ? (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function credibility(grade: number | null | undefined): string | undefined {
  const meaning = Object.entries(words.credibility).find(([key]) => Number(key) === grade)?.[1]
  return meaning && `${grade}, ${meaning}`
}
