import demo from "../../../db/demo/russia-ukraine-2025.json"
import { conditionsAt } from "../../../server/domain/board.ts"
import { negotiationDocumentSchema } from "../../../server/domain/negotiation-document.ts"
import type { ReaderApi } from "../../_trpc/reader-api.ts"
import { fixtureOf } from "./ledger-of-document.ts"

/** TEMPORARY: the reader's API out of the demonstration document, until the server's caller exists. */
export function fixtureApi(): ReaderApi {
  const document = negotiationDocumentSchema.parse(demo)
  document.statements = document.statements?.filter((s) => s.attribution !== "institutional" || s.institution)
  const fixture = fixtureOf(document)
  const t = (asOf?: string) => (asOf ? Date.parse(asOf) + 86_400_000 : Date.now())
  const parties = fixture.ledger.agenda.parties.map((p) => ({ ...p, roles: p.roles.map((r) => r.role) }))
  return {
    negotiations: {
      list: async () => ({
        items: [
          {
            slug: document.negotiation.slug,
            title: document.negotiation.title,
            summary: document.negotiation.summary ?? "",
            stage: document.negotiation.stage ?? null,
            timeZone: document.negotiation.timeZone,
            seq: 96,
            epoch: "e",
            counts: { statements: 96, parties: 12, options: 24 },
            latestChange: {
              seq: 96,
              kind: "statement.published",
              recordedAt: new Date(Date.now() - 3e5).toISOString(),
              sentence: "New statement: Yuri Ushakov: No compromise has been found",
            },
          },
        ],
      }),
      get: async () => ({
        slug: document.negotiation.slug,
        title: document.negotiation.title,
        summary: document.negotiation.summary ?? "",
        stage: document.negotiation.stage ?? null,
        timeZone: document.negotiation.timeZone,
        parties,
        issues: document.issues ?? [],
        options: document.options ?? [],
        proposals: document.proposals ?? [],
        people: (document.people ?? []).map((p) => ({ ...p, offices: p.offices ?? [] })),
      }),
    },
    board: { read: async ({ asOf }) => ({ ...fixture.boardAt(t(asOf)), asOf: asOf ?? null }) },
    statements: {
      list: async ({ party, option, person, q, stance, limit = 30, cursor = "0" }) => {
        const all = [...fixture.statements]
          .reverse()
          .filter(
            (s) =>
              (!party || s.for.includes(party)) &&
              (!option || s.stances?.some((x) => x.option === option)) &&
              (!person || s.speaker === person) &&
              (!q || s.gist.toLowerCase().includes(q)) &&
              (!stance || s.stances?.some((x) => x.stance === stance)),
          )
        const from = Number(cursor)
        return {
          items: all.slice(from, from + limit),
          nextCursor: from + limit < all.length ? String(from + limit) : null,
          total: all.length,
        }
      },
      get: async ({ id }) => {
        const s = fixture.statements.find((x) => x.id === id)
        const c = document.statements?.find((x) => x.id === id)
        if (!s || !c) throw new Error("not found")
        return {
          ...s,
          revisions: [{ version: 1, recordedAt: s.recordedAt, status: "published", note: null, content: c }],
          changes: [],
        }
      },
    },
    conditions: {
      list: async ({ asOf }) => ({
        items: conditionsAt(fixture.ledger, t(asOf)).map((c) => ({
          ...c,
          moves: (fixture.ledger.moves.get(c.id) ?? []).map((m) => ({
            axis: m.axis,
            to: m.to,
            statement: m.statement,
            event: m.event,
            at: new Date(m.start).toISOString().slice(0, 10),
            note: m.note,
          })),
        })),
      }),
    },
    pairs: { list: async () => ({ items: [] }) },
    events: { list: async () => ({ items: document.events ?? [] }) },
    agreements: { list: async () => ({ items: document.agreements ?? [] }) },
    changes: { list: async () => ({ epoch: "e", seq: 96, changes: [] }) },
  }
}
