/** The value lists of the field, with its own names. Their order carries meaning where a comment says so. */

/** Strongest support first; an analyst logs one of these. `none_recorded` is derived and never logged. */
export const STANCES = [
  "proposes",
  "accepts",
  "accepts_conditionally",
  "accepts_in_principle",
  "open",
  "noncommittal",
  "objects",
  "rejects",
] as const
export type Stance = (typeof STANCES)[number]

/** What a statement does, after the PLOVER event ontology. */
export const ACTS = [
  "agree",
  "offer",
  "concede",
  "support",
  "demand",
  "request",
  "reject",
  "threaten",
  "accuse",
  "clarify",
  "inform",
] as const

export const MODALITIES = ["actual", "future", "hypothetical", "negated", "historical"] as const

/** `machine_garbled` words are never rendered as a quotation. */
export const DIRECTNESS = [
  "verbatim",
  "translated_quote",
  "partial_quote",
  "paraphrase",
  "reported_by_other_party",
  "machine_garbled",
] as const
export type Directness = (typeof DIRECTNESS)[number]

/** Off the record is never stored. */
export const ATTRIBUTIONS = ["on_record", "institutional", "background", "leaked", "unattributed"] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** After ACLED. */
export const SOURCE_CLASSES = [
  "primary_official",
  "traditional_media",
  "state_controlled_media",
  "report",
  "local_partner",
  "social_verified",
  "aggregator",
] as const
export type SourceClass = (typeof SOURCE_CLASSES)[number]

/** Admiralty code: reliability of the source. Credibility of the information is 1 to 6. */
export const RELIABILITIES = ["A", "B", "C", "D", "E", "F"] as const

/** 1 leader or formal communique, 2 minister or authorised negotiator, 3 spokesperson, 4 commander or legislator, 5 unnamed. */
export type Tier = 1 | 2 | 3 | 4 | 5

export const CONDITION_KINDS = [
  "precondition",
  "term",
  "sequence",
  "guarantee",
  "red_line",
  "ultimatum",
  "clarification",
] as const
export type ConditionKind = (typeof CONDITION_KINDS)[number]

export const HOLDER_STATES = [
  "active",
  "clarified",
  "softened",
  "hardened",
  "waived",
  "withdrawn",
  "superseded",
  "lapsed",
] as const
export type HolderState = (typeof HOLDER_STATES)[number]

export const COUNTERPARTY_STATES = [
  "unanswered",
  "discussing",
  "partly_accepted",
  "accepted",
  "rejected",
] as const
export type CounterpartyState = (typeof COUNTERPARTY_STATES)[number]

export const FULFILMENT_STATES = ["not_due", "pending", "claimed", "verified", "breached"] as const
export type FulfilmentState = (typeof FULFILMENT_STATES)[number]

export const ROLES = [
  "belligerent",
  "supporter",
  "mediator",
  "facilitator",
  "guarantor",
  "monitor",
  "signatory",
  "witness",
  "observer",
  "affected",
] as const
export type Role = (typeof ROLES)[number]

export const ACTOR_KINDS = ["state", "armed_group", "organisation", "grouping"] as const
export const AGREEMENT_CLASSES = ["cessation_of_hostilities", "preliminary", "definitive"] as const
export const DECLARED_BY = ["unilateral", "bilateral", "multilateral"] as const
export const AGREEMENT_FORMS = ["verbal", "written"] as const
export const AGREEMENT_PURPOSES = [
  "humanitarian",
  "holiday",
  "confidence_building",
  "peace_process",
  "other",
] as const
export const AGREEMENT_STATUSES = [
  "proposed",
  "in_force",
  "suspended",
  "expired",
  "collapsed",
  "superseded",
] as const
/** After PA-X. */
export const STAGES = [
  "pre_negotiation",
  "ceasefire",
  "partial",
  "comprehensive",
  "implementation",
  "renewal",
] as const
export const PROPOSAL_STATUSES = [
  "floated",
  "tabled",
  "discussed",
  "agreed",
  "rejected",
  "withdrawn",
  "superseded",
] as const
export const EVENT_TYPES = [
  "talks",
  "contact",
  "proposal",
  "agreement",
  "entry_into_force",
  "violation_claim",
  "military",
  "aid_or_sanctions",
  "personnel",
  "other",
] as const
export const VERIFICATIONS = ["claimed", "disputed", "corroborated", "verified", "dismissed"] as const
/** `withdrawn` is a tombstone with a reason; nothing published is ever deleted. */
export const PUBLICATIONS = ["draft", "in_review", "published", "withdrawn"] as const
export type Publication = (typeof PUBLICATIONS)[number]
export const REVIEW_POLICIES = ["risky", "always", "off"] as const
export type ReviewPolicy = (typeof REVIEW_POLICIES)[number]
export const VISIBILITIES = ["public", "private"] as const

/** Kinds of public change; the only vocabulary that sockets, feeds, alerts and webhooks know. */
export const CHANGE_KINDS = [
  "statement.published",
  "statement.corrected",
  "statement.withdrawn",
  "condition.moved",
  "event.recorded",
  "agreement.changed",
  "proposal.changed",
  "agenda.changed",
  "deadline.near",
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What an entry of the audit is about. */
export const AUDIT_SUBJECTS = [
  "statement",
  "negotiation",
  "party",
  "issue",
  "option",
  "proposal",
  "agreement",
  "event",
  "actor",
  "person",
  "source",
  "document",
] as const
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number]
