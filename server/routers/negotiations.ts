import { z } from "zod"
import { csvOf } from "../capabilities/export-csv.ts"
import { exportNegotiation } from "../capabilities/export-negotiation.ts"
import { type ImportMode, importNegotiation } from "../capabilities/import-negotiation.ts"
import { listNegotiations, readNegotiation } from "../capabilities/read-negotiation.ts"
import { issuesFromChecklist } from "../domain/checklist.ts"
import { CSV_TABLES } from "../domain/csv-tables.ts"
import {
  type NegotiationDocument,
  negotiationDocumentSchema,
  negotiationSchema,
} from "../domain/negotiation-document.ts"
import { RawAnswer } from "../http/answers.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { importedAnswer } from "./answers-import.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { type Context, procedure, router } from "./trpc.ts"

/** Statements come in one by one, so that rule 10 is asked of each. */
const addition = negotiationDocumentSchema.omit({ format: true, negotiation: true, statements: true })

export const negotiations = router({
  list: procedure
    .meta({ http: { method: "GET", path: "/negotiations", summary: "Negotiations that are followed" } })
    .query(async ({ ctx }) => ({ items: await listNegotiations(ctx.runtime.db, ctx.actor) })),

  get: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}",
        summary: "One negotiation: parties, issues, options, proposals",
      },
    })
    .input(slugInput)
    .query(async ({ ctx, input }) => readNegotiation(ctx.runtime.db, await found(ctx, input.slug))),

  setUp: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations",
        summary: "Set up a negotiation, with issues from the checklist",
        status: 201,
      },
    })
    .input(
      negotiationSchema.extend({
        checklist: z
          .union([z.literal("all"), z.array(z.int().min(1).max(30)).max(30)])
          .optional()
          .describe("Points of the 30-point agenda checklist that become issues"),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { checklist, ...negotiation } = input
      const issues = checklist ? issuesFromChecklist(checklist === "all" ? undefined : checklist) : []
      return commit(ctx, { format: "parley/1", negotiation, issues }, "set_up")
    }),

  amend: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/entries",
        summary:
          "Add or change actors, parties, people, issues, options, proposals, sources, documents, events, agreements",
      },
    })
    .input(addition.extend({ slug: slugInput.shape.slug }))
    .mutation(async ({ ctx, input }) => {
      const { slug, ...entries } = input
      const { title, summary, zone: timeZone } = await found(ctx, slug)
      return commit(
        ctx,
        { format: "parley/1", negotiation: { slug, title, summary, timeZone }, ...entries },
        "amend",
      )
    }),

  import: procedure
    .meta({
      http: {
        method: "POST",
        path: "/import",
        summary: "Take a negotiation document, all or nothing",
        body: "document",
        answer: importedAnswer,
        tells: true,
      },
    })
    .input(
      z.object({
        document: negotiationDocumentSchema,
        dryRun: z.union([z.boolean(), z.literal([0, 1])]).optional(),
      }),
    )
    .mutation(async ({ ctx, input, signal }) =>
      commit(ctx, input.document, "import", { dryRun: Boolean(input.dryRun), signal }),
    ),

  export: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/export.json",
        summary: "The negotiation document again",
      },
    })
    .input(slugInput)
    .query(async ({ ctx, input }) =>
      exportNegotiation(ctx.runtime.db, await found(ctx, input.slug), ctx.actor),
    ),

  exportCsv: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/export.csv",
        summary: "One table as CSV",
        contentType: "text/csv",
      },
    })
    .input(
      slugInput.extend({
        table: z.enum(CSV_TABLES).default("statements"),
        mark: z.literal([0, 1]).optional().describe("1: begins with the mark by which Excel knows UTF-8"),
      }),
    )
    .query(async ({ ctx, input }) => {
      const document = await exportNegotiation(ctx.runtime.db, await found(ctx, input.slug), ctx.actor)
      return new RawAnswer(
        "text/csv; charset=utf-8",
        (input.mark ? "\uFEFF" : "") + csvOf(document, input.table),
        {
          "content-disposition": `attachment; filename="${input.slug}-${input.table}.csv"`,
        },
      )
    }),
})

async function commit(
  ctx: Context,
  document: NegotiationDocument,
  mode: ImportMode,
  { dryRun = false, signal }: { dryRun?: boolean; signal?: AbortSignal | undefined } = {},
) {
  const { db, clock, liveBoards } = ctx.runtime
  const watcher = { tell: ctx.tell, signal }
  const done = unlessRefused(
    await importNegotiation(db, clock, actorOf(ctx), { document, dryRun, mode }, watcher),
  )
  if (done.seq !== null) await liveBoards.waitFor(done.negotiation, done.seq, 10_000)
  return done
}
