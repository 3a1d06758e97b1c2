import { dateWords } from "../../../server/domain/date-words.ts"
import { CONDITION_KIND_WORDS, STANCE_WORDS } from "../../../server/domain/wording.ts"
import { fieldNames, log as text } from "../../_messages/desk.en.ts"
import { words } from "../../_messages/en.ts"
import type { DeskData } from "../desk-data.ts"
import { nameOf } from "./documents-section.tsx"
import { partyName } from "./speaker-section.tsx"
import { optionText } from "./stances-section.tsx"
import type { StatementValues } from "./statement-values.ts"

/** A field as a person compares it: its name, what it says, and the parts of the form that hold it. */
export interface Readable {
  key: string
  label: string
  words: string
  parts: (keyof StatementValues)[]
}

/** A statement's fields in words, for comparing two versions of it. */
export function readable(values: StatementValues, data: DeskData): Readable[] {
  const plain = (key: keyof StatementValues & keyof typeof fieldNames, said: string): Readable => ({
    key,
    label: fieldNames[key],
    words: said,
    parts: [key],
  })
  const parties = (ids: string[]) => ids.map((id) => partyName(data, id)).join(", ")
  return [
    {
      key: "speaker",
      label: fieldNames.speaker,
      words: speakerWords(values, data),
      parts: ["speakerKind", "speaker", "institution", "speakerAsDescribed"],
    },
    plain("for", parties(values.for)),
    plain("about", parties(values.about)),
    plain("saidAt", dateWords(values.saidAt)),
    plain("zone", values.zone),
    plain("place", values.place),
    plain("venue", values.venue),
    plain("gist", values.gist),
    plain("quote", values.quote),
    plain("originalText", values.originalText),
    plain("language", values.language),
    plain("translator", values.translator),
    plain("directness", called(words.directness, values.directness)),
    plain("attribution", called(words.attribution, values.attribution)),
    plain("act", called(words.act, values.act)),
    plain("modality", called(words.modality, values.modality)),
    plain("credibility", called(words.credibility, values.credibility)),
    plain("tier", called(words.tier, values.tier)),
    plain("tierReason", values.tierReason),
    plain("via", values.via),
    plain(
      "documents",
      values.documents
        .map((document) => nameOf(data, document.key) || document.title || text.untitled)
        .join("; "),
    ),
    plain(
      "stances",
      values.stances
        .map(({ option, stance }) => `${optionText(data, option)}: ${called(STANCE_WORDS, stance)}`)
        .join("; "),
    ),
    plain("conditions", values.conditions.map((condition) => conditionWords(condition, data)).join("; ")),
    {
      key: "conditionMoves",
      label: fieldNames.conditionMoves,
      words: values.moves
        .map(({ condition, axis, to, note }) => {
          const held = data.conditions.find((known) => known.id === condition)?.text ?? condition
          return [`“${held}”: ${called(text.moveWords, `${axis}:${to}`)}`, note].filter(Boolean).join(", ")
        })
        .join("; "),
      parts: ["moves"],
    },
  ]
}

/** The fields in which two versions differ, in the order of the form. */
export function differences(
  a: StatementValues,
  b: StatementValues,
  data: DeskData,
): { a: Readable; b: Readable }[] {
  const other = readable(b, data)
  return readable(a, data).flatMap((field, i) => {
    const there = other[i]
    return there && there.words !== field.words ? [{ a: field, b: there }] : []
  })
}

function speakerWords(values: StatementValues, data: DeskData): string {
  switch (values.speakerKind) {
    case "person":
      return data.people.find((person) => person.id === values.speaker)?.name ?? values.speaker
    case "institution":
      return values.institution
    case "described":
      return [values.speakerAsDescribed, values.institution].filter(Boolean).join(", ")
    default:
      return values.speakerKind satisfies never
  }
}

function conditionWords(condition: StatementValues["conditions"][number], data: DeskData): string {
  const { text: said, kind, deadline, option, touches } = condition
  return [
    `“${said}” (${called(CONDITION_KIND_WORDS, kind)}, ${optionText(data, option)})`,
    deadline && dateWords(deadline),
    touches.length > 0 &&
      `${text.touches.toLowerCase()} ${touches.map((id) => optionText(data, id)).join(", ")}`,
  ]
    .filter(Boolean)
    .join(", ")
}

function called(names: Readonly<Record<string, string>>, value: string | null): string {
  return value === null ? "" : (names[value] ?? value)
}
