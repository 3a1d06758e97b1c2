import type { StatementValues } from "./statement-values.ts"

/**
 * The name of the field that a refusal is about, so that its sentence stands there. In: the server's path, below the
 * statement or with it in front, and the values that were sent. Undefined where no field of the form is meant.
 */
export function fieldOfPath(path: string | undefined, values: StatementValues): string | undefined {
  const steps = stepsOf(path ?? "")
  const [first = "", second, third] = steps[0] === "statement" ? steps.slice(1) : steps
  switch (first) {
    case "for":
    case "about":
    case "via":
      return first
    case "speaker":
    case "institution":
    case "speakerAsDescribed":
      return speakerField(first, values)
    case "stances":
      return second === undefined ? undefined : `stances.${second}`
    case "documents":
      return documentField(Number(second), third, values)
    case "conditions":
      return second === undefined
        ? undefined
        : `conditions.${second}.${CONDITION_FIELDS.has(third ?? "") ? third : "text"}`
    case "conditionMoves":
      return second === undefined ? undefined : `moves.${second}.${third === "note" ? "note" : "to"}`
    default:
      return PLAIN.has(first) ? first : undefined
  }
}

const CONDITION_FIELDS = new Set(["option", "kind", "text", "deadline", "touches"])
const DOCUMENT_FIELDS = new Set(["source", "url", "title", "publishedAt", "language", "upstream"])
const PLAIN = new Set([
  "saidAt", "zone", "place", "venue", "gist", "quote", "originalText", "language", "translator", "directness",
  "attribution", "act", "modality", "credibility", "tier", "tierReason", "note", "override",
]) // biome-ignore format: one list

/** A refusal about the speaker stands at the field on the screen, which depends on the kind of speaker. */
function speakerField(asked: string, { speakerKind }: StatementValues): string {
  if (speakerKind === "person") return "speaker"
  if (speakerKind === "institution") return "institution"
  return asked === "institution" ? "institution" : "speakerAsDescribed"
}

function documentField(index: number, field: string | undefined, values: StatementValues): string {
  const document = values.documents[index]
  if (!document || document.stored) return "documents"
  return `documents.${index}.${DOCUMENT_FIELDS.has(field ?? "") ? field : "source"}`
}

/** "statements[3].stances[0].option" as its steps. */
function stepsOf(path: string): string[] {
  return path.split(/[.[\]]/).filter((step) => step !== "")
}
