import { dateWords } from "../../../../server/domain/date-words.ts"
import type { StatementContent } from "../../../../server/domain/negotiation-document.ts"
import { CONDITION_KIND_WORDS, STANCE_WORDS } from "../../../../server/domain/wording.ts"
import { languageName } from "../../../_components/dates.tsx"
import { type Names, partyNames } from "../../../_components/names.ts"
import { listing, statement as statementText, words } from "../../../_messages/en.ts"
import { version as text, type versionFields } from "../../../_messages/sources.en.ts"
import type { StatementRevision } from "../../../_trpc/reader-api.ts"

/**
 * A version in the words that a reader compares, part by part. Words of a machine-made copy are left out, as everywhere.
 * `conditions` are the texts of those on record, by id.
 */
export function readable(
  { content, speakerName, documents }: StatementRevision,
  names: Names,
  conditions: ReadonlyMap<string, string>,
): [keyof typeof versionFields, string][] {
  const option = (id: string) => names.options.get(id) ?? id
  const quotable = content.directness !== "machine_garbled"
  return [
    ["gist", content.gist],
    ["quote", quotable ? (content.quote ?? "") : ""],
    ["originalText", quotable ? (content.originalText ?? "") : ""],
    ["speaker", speakerName || (content.speakerAsDescribed ?? "")],
    ["for", parties(content.for, names)],
    ["about", parties(content.about, names)],
    ["saidAt", [dateWords(content.saidAt), content.zone].filter(Boolean).join(", ")],
    ["place", content.place ?? ""],
    ["venue", content.venue ?? ""],
    [
      "stances",
      joined(content.stances, (coded) => text.stance(option(coded.option), STANCE_WORDS[coded.stance])),
    ],
    ["conditions", joined(content.conditions, (condition) => conditionWords(condition, option))],
    [
      "moves",
      joined(content.conditionMoves, ({ condition, axis, to, note }) =>
        [
          text.move(
            conditions.get(condition) ?? condition,
            statementText.axis(axis),
            statementText.movedTo(axis, to),
          ),
          note,
        ]
          .filter(Boolean)
          .join(", "),
      ),
    ],
    [
      "documents",
      joined(documents, ({ sourceName, title }) => [sourceName, title].filter(Boolean).join(": ")),
    ],
    ["via", listing(content.via ?? [])],
    ["attribution", words.attribution[content.attribution]],
    ["directness", words.directness[content.directness]],
    ["language", content.language ? languageName(content.language) : ""],
    ["translator", content.translator ?? ""],
    ["act", content.act ? words.act[content.act] : ""],
    ["modality", content.modality ? words.modality[content.modality] : ""],
    ["credibility", meaning(words.credibility, content.credibility)],
    ["tier", tierWords(content)],
  ]
}

function parties(ids: StatementContent["about"], names: Names): string {
  return listing(partyNames(names, ids ? [ids].flat() : []))
}

function conditionWords(
  { text: said, kind, option: on, deadline }: NonNullable<StatementContent["conditions"]>[number],
  option: (id: string) => string,
): string {
  const named = CONDITION_KIND_WORDS[kind].toLowerCase()
  return deadline
    ? text.conditionUntil(said, named, option(on), dateWords(deadline, "short"))
    : text.condition(said, named, option(on))
}

/** Empty where the speaker's office says it. */
function tierWords({ tier, tierReason }: StatementContent): string {
  const said = meaning(words.tier, tier)
  return said && tierReason ? text.tier(said, tierReason) : said
}

function meaning(of: Readonly<Record<number, string>>, value: number | null | undefined): string {
  return value ? (of[value] ?? "") : ""
}

function joined<T>(items: readonly T[] | undefined, worded: (item: T) => string): string {
  return (items ?? []).map(worded).join("; ")
}
