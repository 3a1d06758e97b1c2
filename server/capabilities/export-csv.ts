import type { NegotiationDocument } from "../domain/negotiation-document.ts"
import { asList } from "../domain/statement.ts"

export const CSV_TABLES = [
  "statements",
  "stances",
  "conditions",
  "events",
  "agreements",
  "documents",
  "people",
] as const
export type CsvTable = (typeof CSV_TABLES)[number]

/** One table of an exported negotiation as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet. */
export function csvOf(document: NegotiationDocument, table: CsvTable): string {
  const [head, ...rows] = rowsOf(document, table)
  return `${[head ?? [], ...rows].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`
}

type Value = string | number | null | undefined

function rowsOf(document: NegotiationDocument, table: CsvTable): Value[][] {
  const statements = document.statements ?? []
  switch (table) {
    case "statements":
      return [
        [
          "id",
          "status",
          "saidAt",
          "speaker",
          "institution",
          "speakerAsDescribed",
          "for",
          "about",
          "attribution",
          "directness",
          "act",
          "modality",
          "credibility",
          "place",
          "venue",
          "gist",
          "quote",
          "language",
          "documents",
        ],
        ...statements.map((s) => [
          s.id,
          s.status,
          s.saidAt,
          s.speaker,
          s.institution,
          s.speakerAsDescribed,
          asList(s.for).join(" "),
          asList(s.about).join(" "),
          s.attribution,
          s.directness,
          s.act,
          s.modality,
          s.credibility,
          s.place,
          s.venue,
          s.gist,
          s.quote,
          s.language,
          (s.documents ?? []).map((use) => (typeof use === "string" ? use : use.id)).join(" "),
        ]),
      ]
    case "stances":
      return [
        ["statement", "saidAt", "for", "about", "option", "stance"],
        ...statements.flatMap((s) =>
          (s.stances ?? []).map((stance) => [
            s.id,
            s.saidAt,
            asList(s.for).join(" "),
            asList(s.about).join(" "),
            stance.option,
            stance.stance,
          ]),
        ),
      ]
    case "conditions":
      return [
        ["id", "statement", "for", "option", "kind", "text", "deadline", "touches"],
        ...statements.flatMap((s) =>
          (s.conditions ?? []).map((c) => [
            c.id,
            s.id,
            asList(s.for).join(" "),
            c.option,
            c.kind,
            c.text,
            c.deadline,
            (c.touches ?? []).join(" "),
          ]),
        ),
      ]
    case "events":
      return [
        ["id", "type", "at", "title", "verification", "documents"],
        ...(document.events ?? []).map((e) => [
          e.id,
          e.type,
          e.at,
          e.title,
          e.verification,
          (e.documents ?? []).join(" "),
        ]),
      ]
    case "agreements":
      return [
        ["id", "title", "class", "declaredBy", "form", "purpose", "starts", "expires", "status", "parties"],
        ...(document.agreements ?? []).map((a) => [
          a.id,
          a.title,
          a.class,
          a.declaredBy,
          a.form,
          a.purpose,
          a.starts,
          a.expires,
          a.status,
          (a.parties ?? []).join(" "),
        ]),
      ]
    case "documents":
      return [
        ["id", "source", "url", "title", "publishedAt", "language", "upstream"],
        ...(document.documents ?? []).map((d) => [
          d.id,
          d.source,
          d.url,
          d.title,
          d.publishedAt,
          d.language,
          d.upstream,
        ]),
      ]
    case "people":
      return [
        ["id", "name", "actor", "title", "tier", "from", "to"],
        ...(document.people ?? []).flatMap((p) =>
          (p.offices ?? []).map((o) => [p.id, p.name, o.actor, o.title, o.tier, o.from, o.to]),
        ),
      ]
    default:
      return table satisfies never
  }
}

/** A field that a spreadsheet would run as a formula is given a leading apostrophe. */
function field(value: Value): string {
  const raw = String(value ?? "")
  const text = /^[=+\-@\t\r]/.test(raw) && typeof value !== "number" ? `'${raw}` : raw
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
