import {
  negotiationDocumentSchema,
  type StatementContent,
} from "../../../server/domain/negotiation-document.ts"
import { STANCES, type Stance } from "../../../server/domain/vocabulary.ts"

/** One negotiation in which every state of a cell occurs once, with long names, Ukrainian and Arabic text. */
export const EVERY_STATE_AT = Date.parse("2025-03-20T12:00:00Z")

type Shape = Partial<StatementContent> & Pick<StatementContent, "id" | "for" | "gist">

function said(shape: Shape): StatementContent {
  return {
    speaker: null,
    saidAt: "2025-03-13",
    directness: "paraphrase",
    attribution: "on_record",
    documents: ["d-wire"],
    status: "published",
    about: null,
    ...shape,
  }
}

const eachStance = STANCES.flatMap((stance: Stance, index) => [
  said({
    id: `s-north-${stance}`,
    speaker: "leader-north",
    for: "north",
    gist: `The leader of the North ${stance.replaceAll("_", " ")} option ${index + 1}.`,
    stances: [{ option: `o-${stance}`, stance }],
    saidAt: `2025-03-${10 + index}`,
  }),
  said({
    id: `s-med-${stance}`,
    speaker: "envoy",
    for: "mediator",
    gist: `The mediator's envoy comments on option ${index + 1}.`,
    stances: [{ option: `o-${stance}`, stance: STANCES[STANCES.length - 1 - index] ?? "open" }],
    saidAt: "2025-03-12~",
  }),
])

const statements: StatementContent[] = [
  ...eachStance,
  said({
    id: "s-truce-north",
    speaker: "leader-north",
    for: "north",
    gist: "Supports the idea in principle; wants terms discussed first.",
    quote: "The idea itself is right, and we support it.",
    directness: "translated_quote",
    translator: "the outlet",
    venue: "press conference",
    place: "Northgate",
    documents: ["d-wire", "d-agency", "d-state"],
    via: ["Regional Radio"],
    stances: [{ option: "o-truce", stance: "accepts_in_principle" }],
    conditions: [
      {
        id: "c-1",
        option: "o-truce",
        kind: "precondition",
        text: "The encircled units lay down their arms first",
        deadline: "2025-03-18",
        touches: ["o-monitor"],
      },
      { id: "c-2", option: "o-truce", kind: "red_line", text: "No foreign troops on the territory" },
      { id: "c-3", option: "o-truce", kind: "term", text: "Violations are monitored" },
    ],
  }),
  said({
    id: "s-truce-aide",
    speaker: "aide-north",
    for: "north",
    gist: "Calls the draft hasty and one-sided.",
    quote: "Garbled words that nobody said like this",
    directness: "machine_garbled",
    documents: ["d-state"],
    stances: [{ option: "o-truce", stance: "objects" }],
  }),
  said({
    id: "s-truce-account",
    speaker: "leader-north",
    for: "north",
    about: "south",
    gist: "Says that the South has accepted under pressure.",
    stances: [{ option: "o-truce", stance: "accepts" }],
  }),
  said({
    id: "s-monitor-1",
    speaker: "leader-north",
    for: "north",
    gist: "Monitors are welcome at once.",
    saidAt: "2025-03-11/2025-03-13",
    stances: [{ option: "o-monitor", stance: "accepts" }],
  }),
  said({
    id: "s-monitor-2",
    speaker: "second-leader-north",
    for: "north",
    gist: "There will be no monitors.",
    saidAt: "2025-03-13?",
    stances: [{ option: "o-monitor", stance: "rejects" }],
  }),
  said({
    id: "s-monitor-lower",
    speaker: "spokesman-south",
    for: "south",
    gist: "Моніторинг можливий, якщо його очолить незалежна місія.",
    quote: "Ми готові говорити про моніторинг.",
    language: "uk",
    directness: "verbatim",
    saidAt: "2025-02",
    stances: [{ option: "o-monitor", stance: "open" }],
  }),
  said({
    id: "s-stale",
    speaker: "leader-south",
    for: "south",
    gist: "يقبل الجنوب تبادل الأسرى دون شروط.",
    quote: "نقبل تبادل جميع الأسرى.",
    language: "ar",
    directness: "verbatim",
    saidAt: "2025-02-01",
    stances: [{ option: "o-prisoners", stance: "accepts" }],
  }),
  said({
    id: "s-prisoners-guarantor",
    speaker: null,
    institution:
      "Office of the Special Representative of the Secretary-General for the Implementation of the Arrangement",
    attribution: "institutional",
    for: "guarantor",
    gist: "The office backs an exchange of all prisoners.",
    stances: [{ option: "o-prisoners", stance: "accepts" }],
  }),
  said({
    id: "s-unnamed",
    speakerAsDescribed: "an official who was not authorised to speak",
    attribution: "background",
    for: "mediator",
    gist: "Expects an exchange within days.",
    stances: [{ option: "o-prisoners", stance: "noncommittal" }],
  }),
]

const party = (actor: string, role: string) => ({ actor, roles: [role] })
const person = (id: string, name: string, actor: string, title: string, tier: number) => ({
  id,
  name,
  offices: [{ actor, title, tier }],
})

export const everyState = negotiationDocumentSchema.parse({
  format: "parley/1",
  negotiation: {
    slug: "every-state",
    title: "Every state",
    summary: "",
    timeZone: "UTC",
    stage: "pre_negotiation",
  },
  actors: [
    { id: "north", name: "North", kind: "state" },
    { id: "south", name: "Південна Республіка", kind: "state" },
    {
      id: "mediator",
      name: "United Mediation Mission of the Neighbouring States and Partners",
      kind: "organisation",
    },
    { id: "guarantor", name: "الدولة الضامنة", kind: "state" },
    { id: "observer", name: "Observer", kind: "organisation" },
    { id: "neighbour", name: "Neighbour", kind: "state" },
  ],
  parties: [
    party("north", "belligerent"),
    party("south", "belligerent"),
    party("mediator", "mediator"),
    party("guarantor", "guarantor"),
    party("observer", "observer"),
    party("neighbour", "supporter"),
  ],
  people: [
    person("leader-north", "A. Leader", "north", "President", 1),
    person("second-leader-north", "B. Commander-in-Chief", "north", "Head of the Council", 1),
    person("aide-north", "C. Aide", "north", "Aide to the President", 3),
    person("leader-south", "رئيس الجنوب", "south", "President", 1),
    person("spokesman-south", "Олександр Непийпиво-Задунайський", "south", "Spokesman", 3),
    person("envoy", "D. Envoy", "mediator", "Special Envoy", 2),
  ],
  issues: [
    { id: "i-truce", checklist: 5, title: "A truce" },
    { id: "i-monitor", checklist: 21, title: "Monitoring and verification" },
    { id: "i-prisoners", checklist: 27, title: "Prisoners, wounded and fallen" },
    { id: "i-stances", title: "Every stance" },
    { id: "i-silent", title: "Nobody has spoken" },
  ],
  options: [
    { id: "o-truce", issue: "i-truce", text: "A 30-day ceasefire on land, at sea and in the air" },
    { id: "o-easter", issue: "i-truce", text: "A truce over the holidays", closed: "2025-03-01" },
    { id: "o-monitor", issue: "i-monitor", text: "A mission monitors the line" },
    { id: "o-prisoners", issue: "i-prisoners", text: "تبادل جميع الأسرى: all prisoners are exchanged" },
    ...STANCES.map((stance, index) => ({
      id: `o-${stance}`,
      issue: "i-stances",
      text: `Option ${index + 1}`,
    })),
    { id: "o-silent", issue: "i-silent", text: "Displaced people return, Повернення переміщених осіб" },
  ],
  sources: [
    { id: "wire", name: "The Wire", class: "traditional_media", reliability: "B" },
    { id: "agency", name: "News Agency", class: "traditional_media", reliability: "A" },
    { id: "state", name: "State Television", class: "state_controlled_media", reliability: "D" },
  ],
  documents: [
    {
      id: "d-wire",
      source: "wire",
      url: "https://example.org/wire",
      title: "Leader speaks",
      publishedAt: "2025-03-13",
      language: "en",
      upstream: "d-agency",
    },
    {
      id: "d-agency",
      source: "agency",
      url: "https://example.org/agency",
      title: "Agency report",
      publishedAt: "2025-03-13",
      language: "en",
    },
    {
      id: "d-state",
      source: "state",
      url: null,
      title: "Зустріч з пресою",
      publishedAt: "2025-03-13",
      language: "uk",
    },
  ],
  statements,
})
