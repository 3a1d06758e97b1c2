import { saving } from "../../_messages/drafts.en.ts"
import type { StatementValues } from "../_form/statement-values.ts"

/**
 * Why the form cannot be stored as a draft yet; undefined where it can. A draft may lack its gist, its document, its
 * positions. It cannot lack what places it: who is spoken for, who spoke, and when.
 */
export function lacks(values: StatementValues): string | undefined {
  const { speakerKind, attribution } = values
  const spoken = {
    person: values.speaker,
    institution: values.institution,
    described: values.speakerAsDescribed,
  }
  if (values.for.length === 0) return saving.incomplete.for
  if (spoken[speakerKind].trim() === "" && attribution !== "unattributed") return saving.incomplete.speaker
  if (values.saidAt.trim() === "") return saving.incomplete.saidAt
  return undefined
}

/**
 * The form without documents that are being written down in it: those are stored by hand, since storing is for good.
 * `given` are documents that it began with.
 */
export function storable(values: StatementValues, given: readonly { key: string }[]): StatementValues {
  const whole = new Set(given.map(({ key }) => key))
  return { ...values, documents: values.documents.filter(({ stored, key }) => stored || whole.has(key)) }
}

/** The same, once the server has it. */
export function asStored(values: StatementValues): StatementValues {
  return { ...values, documents: values.documents.map((document) => ({ ...document, stored: true })) }
}
