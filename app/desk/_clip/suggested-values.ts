import { type Clip, recordedAddress, type Suggestion } from "../../../server/domain/clip.ts"
import { partiesOf } from "../_form/speaker-section.tsx"
import type { DocumentValues, StatementValues } from "../_form/statement-values.ts"
import { emptyValues, storedDocument } from "../_form/statement-values.ts"
import type { DeskData } from "../desk-data.ts"
import type { Span } from "./walk-text.ts"

/** The clipped article as statements cite it: the document that is stored, or what becomes one with the first of them. */
export function clipDocument(clip: Clip, source: string | null, stored: boolean): DocumentValues {
  const { document } = clip
  const id = documentId(clip)
  if (document.id !== null || stored) return storedDocument(id)
  return {
    ...storedDocument(id),
    stored: false,
    source: source ?? "",
    url: recordedAddress(document) ?? "",
    title: document.title,
    publishedAt: document.publishedAt ?? "",
    language: document.language ?? "",
    archived: document.archived,
  }
}

/** Made out of the clip's own id, so that two people who log from one clip cite one document. */
export function documentId({ id, document }: Clip): string {
  return document.id ?? `d-${id.replace(/^c-/, "")}`
}

/**
 * The form as far as the text can fill it: who, for whom, when, in which words, by which relay. What only an analyst can
 * say, the gist and the coding, stays empty.
 */
export function suggestedValues(
  suggestion: Suggestion,
  { publishedAt, upstream }: Clip["document"],
  data: DeskData,
): Partial<StatementValues> {
  const { speaker, speakerAsWritten, attribution, party, quote, kind, via, saidAt } = suggestion
  const named = speaker.name ?? speakerAsWritten ?? ""
  const person = data.people.some(({ id }) => id === speaker.id) ? speaker.id : null
  const speaksFor = data.parties.some(({ id }) => id === party) && party ? [party] : []
  const voice: Partial<StatementValues> = person
    ? { speakerKind: "person", speaker: person }
    : attribution === "institutional"
      ? { speakerKind: "institution", institution: named }
      : attribution === "on_record"
        ? { speakerKind: "person" }
        : { speakerKind: "described", speakerAsDescribed: speakerAsWritten ?? named }
  return {
    ...voice,
    attribution,
    for: speaksFor.length > 0 ? speaksFor : person ? partiesOf(data, person) : [],
    saidAt: saidAt ?? openDate(publishedAt),
    // a comma at the end belongs to the outlet's sentence
    quote: kind === "direct" ? quote.replace(/[,،]$/u, "") : "",
    directness: kind === "reported" ? "paraphrase" : isFragment(quote) ? "partial_quote" : "verbatim",
    // what the whole article has from an agency, each of its statements has from there
    via: via ?? upstream ?? "",
  }
}

/** The name by which the text knows a speaker on the record who is nobody here; null where there is no such name. */
export function unknownSpeaker(suggestion: Suggestion | null, data: DeskData): string | null {
  if (suggestion?.attribution !== "on_record") return null
  if (data.people.some(({ id }) => id === suggestion.speaker.id)) return null
  return suggestion.speaker.name ?? suggestion.speakerAsWritten
}

/** The whole form of one item of a clip that nobody has logged yet. `garbled` where no words of the copy are trusted. */
export function valuesOfItem(
  { suggestion, start, end }: Span & { suggestion: Suggestion | null },
  clip: Clip,
  document: DocumentValues,
  data: DeskData,
  garbled: boolean,
): StatementValues {
  const empty = emptyValues()
  const filled = suggestion
    ? suggestedValues(suggestion, clip.document, data)
    : { saidAt: openDate(clip.document.publishedAt) }
  const documents = [{ ...document, span: { start, end } }]
  return { ...empty, ...filled, documents, ...(garbled && { directness: "machine_garbled" }) }
}

/** The day of publication, marked as uncertain: the text does not say when it was said. */
function openDate(publishedAt: string | null): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(publishedAt ?? "")?.[0]
  return day ? `${day}?` : ""
}

/** Words out of the middle of somebody's sentence. */
function isFragment(quote: string): boolean {
  return /^\p{Ll}/u.test(quote) && !/[.!?…]["'”’»]?$/u.test(quote)
}
