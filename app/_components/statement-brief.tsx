import { Fragment } from "react"
import { isQuotable, type PublicStatement } from "../../server/domain/public-statement.ts"
import { listing, statement as text, words } from "../_messages/en.ts"
import { statementHref } from "./addresses.ts"
import { SaidAt } from "./dates.tsx"
import { type Names, partyNames } from "./names.ts"
import { sourceNames } from "./sources.tsx"
import { StanceChip } from "./stance-chip.tsx"

/** A statement in a list: who, for whom, when and where, what, in whose report, and what it says on which option. */
export function StatementBrief({
  statement,
  slug,
  names,
  showStances = true,
}: {
  statement: PublicStatement
  slug: string
  names: Names
  showStances?: boolean
}) {
  return (
    <>
      <p className="who">
        <Speaker statement={statement} names={names} />
      </p>
      <p className="gist" dir="auto">
        <a href={statementHref(slug, statement.id)}>{statement.gist}</a>
      </p>
      <Quotation statement={statement} />
      {isAccount(statement) && (
        <p className="meta">{text.account(listing(partyNames(names, statement.about)))}</p>
      )}
      {showStances && <Stances statement={statement} names={names} />}
      <p className="meta">
        <SaidAt at={statement.saidAt} />
        {[statement.venue, statement.place].filter(Boolean).map((where) => (
          <Fragment key={where}>
            , <bdi>{where}</bdi>
          </Fragment>
        ))}
        {sourceNames(statement) && <>. {sourceNames(statement)}</>}
      </p>
    </>
  )
}

export function Speaker({ statement, names }: { statement: PublicStatement; names: Names }) {
  const parties = partyNames(names, statement.for)
  return (
    <>
      <b dir="auto">{speakerOf(statement)}</b>
      {parties.length > 0 && !parties.includes(speakerOf(statement)) && <>, {listing(parties)}</>}
    </>
  )
}

/** Words that a reader may take as said. A machine-made copy's never are. */
export function Quotation({ statement, large = false }: { statement: PublicStatement; large?: boolean }) {
  if (!isQuotable(statement)) return null
  const translated = statement.directness === "translated_quote"
  return (
    <blockquote
      className={large ? "quotation quotation-large" : "quotation"}
      dir="auto"
      lang={translated ? undefined : (statement.language ?? undefined)}
    >
      <q>{statement.quote}</q>
    </blockquote>
  )
}

export function Stances({ statement, names }: { statement: PublicStatement; names: Names }) {
  const stances = statement.stances ?? []
  if (stances.length === 0) return null
  const roles = statement.for.flatMap((party) => names.parties.get(party)?.roles ?? [])
  return (
    <ul className="moves mb-1.5">
      {stances.map(({ option, stance }) => (
        <li key={option}>
          <StanceChip stance={stance} roles={roles} />{" "}
          <span dir="auto">{names.options.get(option) ?? option}</span>
        </li>
      ))}
    </ul>
  )
}

export function speakerOf(statement: PublicStatement): string {
  return statement.speakerName.name || words.attribution[statement.attribution]
}

/** An account speaks of a party that is not among those it speaks for. */
export function isAccount(statement: Pick<PublicStatement, "for" | "about">): boolean {
  return statement.about.length > 0 && !statement.for.some((party) => statement.about.includes(party))
}
