import type { Metadata } from "next"
import { dateWords } from "../../../server/domain/date-words.ts"
import {
  CONDITION_KIND_WORDS,
  COUNTERPARTY_WORDS,
  FULFILMENT_WORDS,
  HOLDER_WORDS,
} from "../../../server/domain/wording.ts"
import { boardHref, partyHref, statementHref, tellMeHref } from "../../_components/addresses.ts"
import { type Names, namesOf, partyNames } from "../../_components/names.ts"
import { NegotiationRunningHead, Sections } from "../../_components/negotiation-frame.tsx"
import { TellMe } from "../../_components/tell-me.tsx"
import { statement as statementText, conditions as text } from "../../_messages/en.ts"
import type { ConditionWithMoves } from "../../_trpc/reader-api.ts"
import { found, readNegotiation, serverCaller } from "../../_trpc/server.ts"

interface Props {
  params: Promise<{ negotiation: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await readNegotiation((await params).negotiation)
  return { title: `${text.heading}: ${title}` }
}

export default async function ConditionsPage({ params }: Props) {
  const { negotiation: slug } = await params
  const api = await serverCaller()
  const [negotiation, { items }] = await Promise.all([
    readNegotiation(slug),
    found(api.conditions.list({ slug })),
  ])
  const names = namesOf(negotiation)
  const open = items.filter((condition) => condition.open)
  const ended = items.filter((condition) => !condition.open)
  return (
    <main id="content" className="page">
      <NegotiationRunningHead negotiation={negotiation} />
      <Sections slug={slug} current="conditions" />
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
        <p className="meta">{text.counts(open.length, items.length)}</p>
      </div>
      {items.length === 0 && (
        <div className="empty">
          <p>{text.none}</p>
          <p>{text.noneNext}</p>
        </div>
      )}
      {negotiation.parties.map((party) => {
        const own = open.filter((condition) => condition.party === party.id)
        return own.length === 0 ? null : (
          <section key={party.id} className="part">
            <h2 dir="auto">
              <a className="quiet-link" href={partyHref(slug, party.id)}>
                {party.name}
              </a>
            </h2>
            <ul className="condition-grid">
              {own.map((condition) => (
                <Condition key={condition.id} {...{ condition, names, slug }} />
              ))}
            </ul>
          </section>
        )
      })}
      {ended.length > 0 && (
        <section className="part">
          <h2>{text.ended}</h2>
          <ul className="condition-grid">
            {ended.map((condition) => (
              <Condition
                key={`${condition.id} ${condition.party}`}
                {...{ condition, names, slug }}
                withParty
              />
            ))}
          </ul>
        </section>
      )}
    </main>
  )
}

function Condition({
  condition,
  names,
  slug,
  withParty = false,
}: {
  condition: ConditionWithMoves
  names: Names
  slug: string
  withParty?: boolean
}) {
  const answers = Object.entries(condition.counterparty)
  const touches = condition.touches.map((option) => names.options.get(option) ?? option)
  return (
    <li id={`condition-${condition.id}`}>
      <p className="meta">
        {withParty && <b className="font-semibold">{partyNames(names, [condition.party])}, </b>}
        <span className={`kind kind-${condition.kind} text-ink`}>{CONDITION_KIND_WORDS[condition.kind]}</span>
        {condition.deadline && <>, {statementText.deadline(dateWords(condition.deadline, "short"))}</>}
      </p>
      <p className="condition-text my-1" dir="auto">
        {condition.text}
      </p>
      <p className="meta" dir="auto">
        <a href={boardHref(slug, { cell: `${condition.party}:${condition.option}` })}>
          {names.options.get(condition.option) ?? condition.option}
        </a>
        {touches.length > 0 && <>. {text.touches(touches.join("; "))}</>}
      </p>
      <dl className="details-list mt-2">
        <dt>{text.holder}</dt>
        <dd>{HOLDER_WORDS[condition.holder]}</dd>
        <dt>{text.answer}</dt>
        <dd>
          {answers.length === 0
            ? text.unanswered
            : answers
                .map(([party, answer]) =>
                  text.by(partyNames(names, [party]).join(), COUNTERPARTY_WORDS[answer]),
                )
                .join(", ")}
        </dd>
        <dt>{text.fulfilment}</dt>
        <dd>{FULFILMENT_WORDS[condition.fulfilment]}</dd>
      </dl>
      <Moves condition={condition} slug={slug} />
      <TellMe
        href={tellMeHref({
          negotiation: slug,
          party: condition.party,
          option: condition.option,
          kind: "condition_moved",
        })}
        about={condition.text}
      />
    </li>
  )
}

function Moves({ condition, slug }: { condition: ConditionWithMoves; slug: string }) {
  return (
    <details className="meta mt-2">
      <summary>{text.moves(condition.moves.length)}</summary>
      <ol className="mt-1 grid gap-1">
        <li>
          <a href={statementHref(slug, condition.statement)}>{text.first}</a>
        </li>
        {condition.moves.map((move, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moves have no id, and their order never changes
          <li key={index}>
            {dateWords(move.at, "short")}: {statementText.axis(move.axis)}{" "}
            {statementText.movedTo(move.axis, move.to)}
            {move.note && <>, {move.note}</>}{" "}
            {move.statement ? <a href={statementHref(slug, move.statement)}>{text.from}</a> : text.event}
          </li>
        ))}
      </ol>
    </details>
  )
}
