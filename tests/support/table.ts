import type { NegotiationDocument, StatementContent } from "../../server/domain/negotiation-document.ts"

/** A small negotiation that every test may change: two belligerents, a mediator, two issues, one source. */
export const table: NegotiationDocument = {
  format: "parley/1",
  negotiation: {
    slug: "hill-and-valley",
    title: "Hill and Valley",
    timeZone: "Europe/Kyiv",
    review: "risky",
  },
  actors: [
    { id: "hill", name: "Hill", kind: "state", iso: "AA", aliases: ["Uphill"] },
    { id: "valley", name: "Valley", kind: "state", iso: "AB" },
    { id: "coast", name: "Coast", kind: "state", iso: "AC" },
  ],
  parties: [
    { actor: "hill", roles: ["belligerent"] },
    { actor: "valley", roles: ["belligerent"] },
    { actor: "coast", roles: ["mediator"] },
  ],
  people: [
    {
      id: "hanna",
      name: "Hanna Hill",
      aliases: ["Ганна Гілл"],
      offices: [{ actor: "hill", title: "President", tier: 1 }],
    },
    { id: "hugo", name: "Hugo Hall", offices: [{ actor: "hill", title: "Foreign Minister", tier: 2 }] },
    { id: "henri", name: "Henri Hahn", offices: [{ actor: "hill", title: "Prime Minister", tier: 1 }] },
    { id: "hilda", name: "Hilda Holm", offices: [{ actor: "hill", title: "Spokeswoman", tier: 3 }] },
    {
      id: "vera",
      name: "Vera Vale",
      offices: [{ actor: "valley", title: "President", tier: 1, from: "2025-01" }],
    },
  ],
  issues: [
    { id: "duration", checklist: 5, title: "Duration" },
    { id: "force", checklist: 22, title: "Third-party force" },
  ],
  options: [
    { id: "truce", issue: "duration", text: "A 30-day ceasefire" },
    { id: "pause", issue: "duration", text: "A pause over the holiday" },
    { id: "troops", issue: "force", text: "Coastal troops at the line" },
  ],
  sources: [{ id: "wire", name: "The Wire", class: "traditional_media", reliability: "B" }],
  documents: [
    {
      id: "d1",
      source: "wire",
      url: "https://wire.example/1",
      title: "Hill speaks",
      publishedAt: "2025-03-13",
    },
  ],
}

let made = 0

/** A valid statement of Hill's president on the truce; `fields` say what a test is about. */
export function statement(
  fields: Partial<StatementContent> = {},
): StatementContent & { status?: "draft" | "published" } {
  made += 1
  return {
    id: `s${made}`,
    speaker: "hanna",
    for: "hill",
    about: null,
    saidAt: "2025-03-13",
    gist: "Hill could live with a ceasefire.",
    directness: "paraphrase",
    attribution: "on_record",
    act: "agree",
    modality: "actual",
    credibility: 2,
    documents: ["d1"],
    stances: [{ option: "truce", stance: "accepts_in_principle" }],
    ...fields,
    status: fields.status === "draft" ? "draft" : "published",
  }
}
