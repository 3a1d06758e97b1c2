import type { StatementContent } from "../../../server/domain/negotiation-document.ts"
import {
  ACTS,
  ATTRIBUTIONS,
  CONDITION_KINDS,
  COUNTERPARTY_STATES,
  DIRECTNESS,
  FULFILMENT_STATES,
  HOLDER_STATES,
  MODALITIES,
  STANCES,
} from "../../../server/domain/vocabulary.ts"
import type { Inputs } from "../../_trpc/browser.tsx"

export const SPEAKER_KINDS = ["person", "institution", "described"] as const
export type SpeakerKind = (typeof SPEAKER_KINDS)[number]

/** A document as the form holds it: one that is stored, or one that is stored together with the statement. */
export interface DocumentValues {
  key: string
  stored: boolean
  directness: string
  span: { start: number; end: number } | null
  source: string
  url: string
  title: string
  publishedAt: string
  language: string
  /** The document that it repeats, or empty. */
  upstream: string
  /** SHA-256 of the copy that was captured of it. */
  archived: string | null
}

export interface ConditionValues {
  key: string
  option: string
  kind: string
  text: string
  deadline: string
  touches: string[]
}

/** What the statement does to a condition on record, on one of its axes. One that it does not mention has none. */
export interface MoveValues {
  condition: string
  axis: MoveAxis
  to: string
  note: string
}
export type MoveAxis = keyof typeof MOVE_STATES
export const MOVE_STATES = {
  holder: HOLDER_STATES,
  counterparty: COUNTERPARTY_STATES,
  fulfilment: FULFILMENT_STATES,
} as const

/** A statement as the form holds it: every field a string, so that what was typed is kept whatever it is. */
export interface StatementValues {
  documents: DocumentValues[]
  speakerKind: SpeakerKind
  speaker: string
  institution: string
  speakerAsDescribed: string
  for: string[]
  about: string[]
  saidAt: string
  zone: string
  place: string
  venue: string
  gist: string
  quote: string
  originalText: string
  language: string
  translator: string
  directness: string
  attribution: string
  act: string
  modality: string
  credibility: string
  tier: string
  tierReason: string
  via: string
  /** The stance is null until one is chosen. */
  stances: { option: string; stance: string | null }[]
  conditions: ConditionValues[]
  moves: MoveValues[]
}

/** What is sent: the fields of a statement, those that are empty as null so that an edit can clear them. */
export type StatementFields = Omit<Inputs["statements"]["record"]["statement"], "id" | "status" | "imported">

export function emptyValues(): StatementValues {
  return {
    documents: [],
    speakerKind: "person",
    speaker: "",
    institution: "",
    speakerAsDescribed: "",
    for: [],
    about: [],
    saidAt: "",
    zone: "",
    place: "",
    venue: "",
    gist: "",
    quote: "",
    originalText: "",
    language: "",
    translator: "",
    directness: "paraphrase",
    attribution: "on_record",
    act: "",
    modality: "actual",
    credibility: "",
    tier: "",
    tierReason: "",
    via: "",
    stances: [],
    conditions: [],
    moves: [],
  }
}

/** A stored statement as the form shows it. */
export function valuesOf(content: StatementContent): StatementValues {
  return {
    ...emptyValues(),
    documents: (content.documents ?? []).map((use) =>
      typeof use === "string"
        ? storedDocument(use)
        : { ...storedDocument(use.id), directness: use.directness ?? "", span: use.span ?? null },
    ),
    speakerKind: content.speaker
      ? "person"
      : content.institution
        ? "institution"
        : content.speakerAsDescribed
          ? "described"
          : "person",
    speaker: content.speaker ?? "",
    institution: content.institution ?? "",
    speakerAsDescribed: content.speakerAsDescribed ?? "",
    for: list(content.for),
    about: list(content.about),
    saidAt: content.saidAt,
    zone: content.zone ?? "",
    place: content.place ?? "",
    venue: content.venue ?? "",
    gist: content.gist,
    quote: content.quote ?? "",
    originalText: content.originalText ?? "",
    language: content.language ?? "",
    translator: content.translator ?? "",
    directness: content.directness,
    attribution: content.attribution,
    act: content.act ?? "",
    modality: content.modality ?? "",
    credibility: content.credibility ? String(content.credibility) : "",
    tier: content.tier ? String(content.tier) : "",
    tierReason: content.tierReason ?? "",
    via: (content.via ?? []).join(", "),
    stances: (content.stances ?? []).map(({ option, stance }) => ({ option, stance })),
    conditions: (content.conditions ?? []).map((condition) => ({
      key: condition.id,
      option: condition.option,
      kind: condition.kind,
      text: condition.text,
      deadline: condition.deadline ?? "",
      touches: condition.touches ?? [],
    })),
    moves: (content.conditionMoves ?? []).map(({ condition, axis, to, note }) => ({
      condition,
      axis,
      to,
      note: note ?? "",
    })),
  }
}

export function storedDocument(id: string): DocumentValues {
  return {
    key: id,
    stored: true,
    directness: "",
    span: null,
    source: "",
    url: "",
    title: "",
    publishedAt: "",
    language: "",
    upstream: "",
    archived: null,
  }
}

/** What the form says, as it is sent. The server judges it; what it cannot express stays as typed. */
export function fieldsOf(values: StatementValues): StatementFields {
  return {
    speaker: values.speakerKind === "person" ? orNull(values.speaker) : null,
    institution: values.speakerKind === "person" ? null : orNull(values.institution),
    speakerAsDescribed: values.speakerKind === "described" ? orNull(values.speakerAsDescribed) : null,
    for: values.for,
    about: values.about,
    saidAt: values.saidAt.trim(),
    zone: orNull(values.zone),
    place: orNull(values.place),
    venue: orNull(values.venue),
    gist: values.gist.trim(),
    quote: orNull(values.quote),
    originalText: orNull(values.originalText),
    language: orNull(values.language),
    translator: orNull(values.translator),
    directness: oneOf(DIRECTNESS, values.directness) ?? "paraphrase",
    attribution: oneOf(ATTRIBUTIONS, values.attribution) ?? "on_record",
    act: oneOf(ACTS, values.act),
    modality: oneOf(MODALITIES, values.modality),
    credibility: numberOrNull(values.credibility),
    tier: numberOrNull(values.tier),
    tierReason: orNull(values.tierReason),
    via: values.via
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    documents: values.documents.map(documentField),
    stances: values.stances.flatMap(({ option, stance }) => {
      const known = oneOf(STANCES, stance)
      return known ? [{ option, stance: known }] : []
    }),
    conditions: values.conditions.map(({ key, option, kind, text, deadline, touches }) => ({
      id: key,
      option,
      kind: oneOf(CONDITION_KINDS, kind) ?? "precondition",
      text: text.trim(),
      deadline: orNull(deadline),
      touches,
    })),
    conditionMoves: values.moves.flatMap(moveField),
  }
}

type DocumentField = NonNullable<StatementFields["documents"]>[number]

function documentField(document: DocumentValues): DocumentField {
  const directness = oneOf(DIRECTNESS, document.directness)
  if (document.stored) {
    return directness || document.span
      ? { id: document.key, ...(directness && { directness }), ...(document.span && { span: document.span }) }
      : document.key
  }
  return {
    id: document.key,
    source: document.source,
    url: orNull(document.url),
    title: document.title.trim(),
    publishedAt: orNull(document.publishedAt),
    language: orNull(document.language),
    upstream: orNull(document.upstream),
    archived: document.archived,
    ...(directness && { directness }),
    ...(document.span && { span: document.span }),
  }
}

type MoveField = NonNullable<StatementFields["conditionMoves"]>[number]

function moveField({ condition, axis, to, note }: MoveValues): MoveField[] {
  const rest = { condition, note: orNull(note) }
  const [holder, counterparty, fulfilment] = [
    oneOf(HOLDER_STATES, to),
    oneOf(COUNTERPARTY_STATES, to),
    oneOf(FULFILMENT_STATES, to),
  ]
  if (axis === "holder" && holder) return [{ ...rest, axis, to: holder }]
  if (axis === "counterparty" && counterparty) return [{ ...rest, axis, to: counterparty }]
  if (axis === "fulfilment" && fulfilment) return [{ ...rest, axis, to: fulfilment }]
  return []
}

/** A short id that nobody has used; works on plain http too, where `randomUUID` does not. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`
}

/** The member of a value list that a field holds, if it holds one. */
export function oneOf<T extends string>(
  values: readonly T[],
  text: string | null | undefined,
): T | undefined {
  return values.find((value) => value === text)
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim()
}

function numberOrNull(text: string): number | null {
  return text === "" ? null : Number(text)
}

function list(value: string | string[] | null | undefined): string[] {
  return value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** True where both would be sent as the same. */
export function saySame(a: StatementValues, b: StatementValues): boolean {
  return JSON.stringify(fieldsOf(a)) === JSON.stringify(fieldsOf(b))
}
