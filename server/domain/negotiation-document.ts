import { z } from "zod"
import * as v from "./vocabulary.ts"

/**
 * The negotiation document, format `parley/1`: the one truth for import, export, the HTTP API, its description and types.
 * Nothing here transforms: what is accepted is what is stored and exported again. Unknown fields are refused by path.
 */

const text = (max: number) =>
  z
    .string()
    .max(max, `Keep this to ${max} characters.`)
    .refine(
      (s) => !s.includes("\u0000") && s.isWellFormed(),
      "This text holds characters that are not Unicode text.",
    )
const required = (max: number) => text(max).refine((s) => s.trim() !== "", "Write something here.")

export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$/,
    "An id is 1 to 120 letters, digits, dots, colons, dashes or underscores.",
  )

/** Names of top-level routes, so that a negotiation can never hide a page of the product. */
export const RESERVED_SLUGS = [
  "api", "feeds", "healthz", "readyz", "socket.io", "desk", "alerts", "admin", "gallery", "sign-in", "sign-out",
  "account", "invitation", "_next", "favicon.ico", "icon.svg", "robots.txt", "sitemap.xml", "about", "method",
  "documents", "static", "metrics", "manifest.webmanifest", "sw.js", "search",
] // biome-ignore format: one list
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/, "A slug is up to 80 small letters, digits and dashes.")
  .refine(
    (slug) => !RESERVED_SLUGS.includes(slug),
    "This name belongs to a page of Parley. Choose another slug.",
  )

/** EDTF; whether it is a possible date is decided in the negotiation's zone by `readEdtf`. */
const edtf = z.string().max(80, "An EDTF date has at most 80 characters.").meta({ description: "EDTF date" })
const names = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), required(300))
const aliases = z.array(required(300)).max(200)
const timeZone = z.string().max(80)
const oneOrMore = z.union([idSchema, z.array(idSchema).min(1).max(50)])
const ids = z.array(idSchema).max(100)

export const negotiationSchema = z.strictObject({
  slug: slugSchema,
  title: required(300),
  summary: text(4000).optional(),
  timeZone,
  stage: z.enum(v.STAGES).optional(),
  review: z.enum(v.REVIEW_POLICIES).optional(),
  visibility: z.enum(v.VISIBILITIES).optional(),
})

export const actorSchema = z.strictObject({
  id: idSchema,
  name: required(300),
  names: names.optional(),
  kind: z.enum(v.ACTOR_KINDS),
  iso: z
    .string()
    .regex(/^[A-Z]{2}$/, "An ISO 3166 code has two capital letters.")
    .nullish(),
  parent: idSchema.nullish(),
  aliases: aliases.optional(),
})

const roleSchema = z.union([
  z.enum(v.ROLES),
  z.strictObject({ role: z.enum(v.ROLES), from: edtf.nullish(), to: edtf.nullish() }),
])
export const partySchema = z.strictObject({ actor: idSchema, roles: z.array(roleSchema).min(1).max(20) })

export const personSchema = z.strictObject({
  id: idSchema,
  name: required(300),
  names: names.optional(),
  aliases: aliases.optional(),
  offices: z
    .array(
      z.strictObject({
        actor: idSchema,
        title: text(300),
        tier: z.int().min(1).max(5),
        from: edtf.nullish(),
        to: edtf.nullish(),
      }),
    )
    .max(50)
    .optional(),
})

export const issueSchema = z.strictObject({
  id: idSchema,
  checklist: z.int().min(1).max(30).nullish(),
  title: required(300),
  group: text(100).nullish(),
})

export const optionSchema = z.strictObject({
  id: idSchema,
  issue: idSchema,
  text: required(500),
  closed: edtf.nullish(),
})

export const proposalSchema = z.strictObject({
  id: idSchema,
  proposer: idSchema,
  title: required(300),
  version: z.int().min(1).max(1000).optional(),
  options: ids,
  status: z.enum(v.PROPOSAL_STATUSES),
  at: edtf.nullish(),
  supersedes: idSchema.nullish(),
  history: z
    .array(
      z.strictObject({
        at: edtf,
        status: z.enum(v.PROPOSAL_STATUSES),
        statement: idSchema.nullish(),
        event: idSchema.nullish(),
      }),
    )
    .max(200)
    .optional(),
})

export const sourceSchema = z.strictObject({
  id: idSchema,
  name: required(300),
  class: z.enum(v.SOURCE_CLASSES),
  reliability: z.enum(v.RELIABILITIES).nullish(),
})

export const documentSchema = z.strictObject({
  id: idSchema,
  source: idSchema,
  url: z
    .url({ protocol: /^https?$/, error: "Write an address that begins with http:// or https://." })
    .max(4000)
    .nullish(),
  title: text(1000).optional(),
  publishedAt: edtf.nullish(),
  language: z.string().max(35).nullish(),
  upstream: idSchema.nullish(),
  archived: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 hexadecimal digits.")
    .nullish()
    .describe("SHA-256 of the archived copy; the copy itself may lie elsewhere"),
})

export const spanSchema = z.strictObject({ start: z.int().min(0), end: z.int().min(0) })
export const documentUseSchema = z.union([
  idSchema,
  z.strictObject({ id: idSchema, directness: z.enum(v.DIRECTNESS).optional(), span: spanSchema.nullish() }),
])

export const stanceSchema = z.strictObject({ option: idSchema, stance: z.enum(v.STANCES) })

export const conditionSchema = z.strictObject({
  id: idSchema,
  option: idSchema,
  kind: z.enum(v.CONDITION_KINDS),
  text: text(1000),
  deadline: edtf.nullish(),
  touches: ids.optional(),
})

const note = text(1000).nullish()
export const conditionMoveSchema = z.discriminatedUnion("axis", [
  z.strictObject({ condition: idSchema, axis: z.literal("holder"), to: z.enum(v.HOLDER_STATES), note }),
  z.strictObject({
    condition: idSchema,
    axis: z.literal("counterparty"),
    to: z.enum(v.COUNTERPARTY_STATES),
    note,
  }),
  z.strictObject({
    condition: idSchema,
    axis: z.literal("fulfilment"),
    to: z.enum(v.FULFILMENT_STATES),
    note,
  }),
])

export const statementSchema = z.strictObject({
  id: idSchema,
  speaker: idSchema.nullish(),
  institution: required(300).nullish(),
  speakerAsDescribed: required(300).nullish(),
  for: oneOrMore,
  about: oneOrMore.nullish().or(z.array(idSchema).max(0)),
  saidAt: edtf,
  zone: timeZone.nullish(),
  place: text(300).nullish(),
  venue: text(300).nullish(),
  gist: text(2000),
  quote: text(5000).nullish(),
  originalText: text(20000).nullish(),
  language: z.string().max(35).nullish(),
  translator: text(300).nullish(),
  span: spanSchema.nullish(),
  directness: z.enum(v.DIRECTNESS),
  attribution: z.enum(v.ATTRIBUTIONS),
  act: z.enum(v.ACTS).optional(),
  modality: z.enum(v.MODALITIES).optional(),
  credibility: z.int().min(1).max(6).nullish(),
  tier: z.int().min(1).max(5).nullish(),
  tierReason: required(500).nullish(),
  via: z.array(required(300)).max(20).optional(),
  documents: z.array(documentUseSchema).max(50).optional(),
  stances: z.array(stanceSchema).max(50).optional(),
  conditions: z.array(conditionSchema).max(50).optional(),
  conditionMoves: z.array(conditionMoveSchema).max(50).optional(),
  status: z.enum(v.PUBLICATIONS).optional(),
  imported: z.boolean().optional(),
})

export const eventSchema = z.strictObject({
  id: idSchema,
  type: z.enum(v.EVENT_TYPES),
  at: edtf,
  title: required(500),
  verification: z.enum(v.VERIFICATIONS),
  documents: ids.optional(),
  parties: ids.optional(),
  agreement: idSchema.nullish(),
  conditionMoves: z.array(conditionMoveSchema).max(50).optional(),
})

export const agreementSchema = z.strictObject({
  id: idSchema,
  title: text(500).nullish(),
  class: z.enum(v.AGREEMENT_CLASSES),
  declaredBy: z.enum(v.DECLARED_BY),
  form: z.enum(v.AGREEMENT_FORMS),
  purpose: z.enum(v.AGREEMENT_PURPOSES),
  starts: edtf.nullish(),
  expires: edtf.nullish(),
  status: z.enum(v.AGREEMENT_STATUSES),
  scope: text(2000).nullish(),
  parties: ids.optional(),
  options: ids.optional(),
  history: z
    .array(
      z.strictObject({
        at: edtf,
        status: z.enum(v.AGREEMENT_STATUSES),
        statement: idSchema.nullish(),
        event: idSchema.nullish(),
      }),
    )
    .max(200)
    .optional(),
})

const list = <T extends z.ZodType>(of: T, max: number) => z.array(of).max(max).optional()

export const negotiationDocumentSchema = z.strictObject({
  format: z.literal("parley/1"),
  negotiation: negotiationSchema,
  actors: list(actorSchema, 2000),
  parties: list(partySchema, 200),
  people: list(personSchema, 10000),
  issues: list(issueSchema, 500),
  options: list(optionSchema, 2000),
  proposals: list(proposalSchema, 2000),
  sources: list(sourceSchema, 10000),
  documents: list(documentSchema, 100000),
  statements: list(statementSchema, 100000),
  events: list(eventSchema, 100000),
  agreements: list(agreementSchema, 2000),
})

export type NegotiationDocument = z.infer<typeof negotiationDocumentSchema>
export type NegotiationInput = z.infer<typeof negotiationSchema>
export type ActorInput = z.infer<typeof actorSchema>
export type PartyInput = z.infer<typeof partySchema>
export type PersonInput = z.infer<typeof personSchema>
export type IssueInput = z.infer<typeof issueSchema>
export type OptionInput = z.infer<typeof optionSchema>
export type ProposalInput = z.infer<typeof proposalSchema>
export type SourceInput = z.infer<typeof sourceSchema>
export type DocumentInput = z.infer<typeof documentSchema>
export type StatementContent = z.infer<typeof statementSchema>
export type ConditionInput = z.infer<typeof conditionSchema>
export type ConditionMoveInput = z.infer<typeof conditionMoveSchema>
export type EventInput = z.infer<typeof eventSchema>
export type AgreementInput = z.infer<typeof agreementSchema>
