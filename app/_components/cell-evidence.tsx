import { Fragment } from "react"
import { dateWords } from "../../server/domain/date-words.ts"
import type { CellEntry } from "../../server/domain/position.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import type { Role } from "../../server/domain/vocabulary.ts"
import { stanceWord } from "../../server/domain/wording.ts"
import { board as boardText, evidence as text, words } from "../_messages/en.ts"
import { statementHref, statementsHref, tellMeHref } from "./addresses.ts"
import type { FoundCell } from "./board-layout.ts"
import { ConditionList } from "./condition-list.tsx"
import { daysSince, SaidAt } from "./dates.tsx"
import type { Names } from "./names.ts"
import { SourceList } from "./sources.tsx"
import { PositionChip, StanceChip } from "./stance-chip.tsx"
import { Quotation } from "./statement-brief.tsx"
import { TellMe } from "./tell-me.tsx"

export interface EvidenceProps {
  found: FoundCell
  slug: string
  names: Names
  /** Statements that have been read, by id; "failed" where one could not be. */
  statements: ReadonlyMap<string, PublicStatement | "failed">
  now: number
}

/** Everything that stands behind one cell: its statement, the rule, conditions, what differs, what others say of the party. */
export function CellEvidence({ found, slug, names, statements, now }: EvidenceProps) {
  const { cell, party, option } = found
  const entry = (item: CellEntry) => (
    <Entry
      key={item.statement}
      {...{ item, slug, roles: party.roles }}
      detail={statements.get(item.statement)}
    />
  )
  return (
    <div className="evidence-body">
      <section>
        <PositionChip cell={cell} roles={party.roles} large />
        {cell.statement && <Headline {...{ found, slug, now }} detail={statements.get(cell.statement)} />}
      </section>
      {cell.differing.length > 0 && (
        <section>
          <h3>{cell.state === "contested" ? text.voices : text.differing}</h3>
          {cell.state !== "contested" && <p className="meta mb-2">{text.differingMixed}</p>}
          <ul className="evidence-list">{cell.differing.map(entry)}</ul>
        </section>
      )}
      <section>
        <h3>{text.why}</h3>
        <p className="rule">{rule(found)}</p>
      </section>
      {cell.conditions.length > 0 && (
        <section>
          <h3>{text.conditions}</h3>
          <ConditionList conditions={cell.conditions} slug={slug} names={names} />
        </section>
      )}
      {cell.touching.length > 0 && (
        <section>
          <h3>{text.touching}</h3>
          <ConditionList conditions={cell.touching} slug={slug} names={names} withOption />
        </section>
      )}
      {cell.attributed.length > 0 && (
        <section>
          <h3>{text.attributed(party.name)}</h3>
          <p className="account-note">{text.doesNotCount(party.name)}</p>
          <ul className="evidence-list account">{cell.attributed.map(entry)}</ul>
        </section>
      )}
      <section>
        <p>
          <a href={statementsHref(slug, { party: party.id, option: option.id })}>{text.all(party.name)}</a>
        </p>
        <TellMe href={tellMeHref({ negotiation: slug, party: party.id, option: option.id })} />
      </section>
    </div>
  )
}

function Headline({ found, slug, now, detail }: Pick<EvidenceProps, "found" | "slug" | "now"> & Detail) {
  const { cell } = found
  if (!cell.statement || !cell.saidAt) return null
  const days = cell.lastAffirmedAt === null ? null : daysSince(cell.lastAffirmedAt, now)
  return (
    <>
      <p className="gist mt-2" dir="auto">
        {cell.gist}
      </p>
      {detail && detail !== "failed" && <Quotation statement={detail} />}
      <p className="who">
        <b dir="auto">{cell.speaker?.name || boardText.unnamed}</b>, <SaidAt at={cell.saidAt} style="long" />
        {detail && detail !== "failed" && <Where statement={detail} />}
      </p>
      {cell.lastAffirmedAt !== null && days !== null && (
        <p className="meta">
          {text.affirmed(dateWords(cell.lastAffirmedAt), days)}{" "}
          {cell.stale && <span className="badge badge-stale">{boardText.staleLong}</span>}
        </p>
      )}
      <Sources detail={detail} />
      <p className="meta mt-1">
        <a href={statementHref(slug, cell.statement)}>{text.readStatement}</a>
      </p>
    </>
  )
}

function Entry({
  item,
  slug,
  roles,
  detail,
}: { item: CellEntry; slug: string; roles: readonly Role[] } & Detail) {
  return (
    <li>
      <p className="who">
        <b dir="auto">{item.speaker.name || boardText.unnamed}</b>, <SaidAt at={item.saidAt} />
      </p>
      <p className="my-1">
        <StanceChip stance={item.stance} roles={roles} />
      </p>
      {detail && detail !== "failed" && (
        <p className="gist" dir="auto">
          {detail.gist}
        </p>
      )}
      <p className="meta">
        {words.tier[item.tier]}.{" "}
        <a
          href={statementHref(slug, item.statement)}
          aria-label={`${text.readStatement}: ${item.speaker.name}, ${stanceWord(item.stance)}`}
        >
          {text.readStatement}
        </a>
      </p>
    </li>
  )
}

interface Detail {
  detail: PublicStatement | "failed" | undefined
}

function Where({ statement }: { statement: PublicStatement }) {
  return [statement.venue, statement.place].filter(Boolean).map((where) => (
    <Fragment key={where}>
      , <bdi>{where}</bdi>
    </Fragment>
  ))
}

function Sources({ detail }: Detail) {
  if (detail === undefined) return <p className="meta">{text.loading}</p>
  if (detail === "failed") return <p className="meta">{text.failed}</p>
  return (
    <div className="mt-2">
      <SourceList statement={detail} />
    </div>
  )
}

/** Which rule chose what the cell shows, in plain words. */
export function rule({ cell, party }: Pick<FoundCell, "cell" | "party">): string {
  const tier = cell.tier === null ? "" : `${cell.tier}, ${words.tier[cell.tier]}`
  switch (cell.state) {
    case "headline":
      return text.headline(tier)
    case "lower_tier":
      return text.lowerTier(tier)
    case "contested":
      return text.contestedRule
    case "none_recorded":
      return text.noneRule(party.name)
    default:
      return cell.state satisfies never
  }
}
