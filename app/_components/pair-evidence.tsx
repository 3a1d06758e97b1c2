import type { BoardIssue } from "../../server/domain/board.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import { evidence as text } from "../_messages/en.ts"
import { statementHref } from "./addresses.ts"
import { type Names, partyNames } from "./names.ts"
import { PairChip } from "./stance-chip.tsx"
import { StatementBrief } from "./statement-brief.tsx"

/** How belligerents stand to each other on one issue, the rule that says so, and the statements that decide it. */
export function PairEvidence({
  issue,
  slug,
  names,
  statements,
}: {
  issue: BoardIssue
  slug: string
  names: Names
  statements: ReadonlyMap<string, PublicStatement | "failed">
}) {
  return (
    <div className="evidence-body">
      {issue.pairs.map((pair) => (
        <section key={pair.parties.join(" ")}>
          <p className="meta mb-1">{partyNames(names, pair.parties).join(" and ")}</p>
          <PairChip state={pair.state} />
          <p className="rule mt-2">{text.pairRules[pair.state]}</p>
          {pair.statements.length > 0 && <h3 className="mt-4">{text.deciding}</h3>}
          <ul className="evidence-list">
            {pair.statements.map((id) => {
              const statement = statements.get(id)
              return (
                <li key={id}>
                  {statement && statement !== "failed" ? (
                    <StatementBrief statement={statement} slug={slug} names={names} />
                  ) : (
                    <a href={statementHref(slug, id)}>
                      {statement === "failed" ? text.readStatement : text.loading}
                    </a>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
