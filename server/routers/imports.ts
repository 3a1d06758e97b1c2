import { z } from "zod"
import { csvTemplate } from "../capabilities/export-csv.ts"
import { type GivenTable, importTables, previewTables } from "../capabilities/import-tables.ts"
import { previewImport } from "../capabilities/preview-import.ts"
import { CSV_TABLES } from "../domain/csv-tables.ts"
import { RawAnswer } from "../http/answers.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { importedAnswer, previewAnswer } from "./answers-import.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { type Context, procedure, router } from "./trpc.ts"

const doneOrPreview = z.union([importedAnswer, previewAnswer])
const table = z.enum(CSV_TABLES)
const dryRun = z
  .union([z.boolean(), z.literal([0, 1])])
  .optional()
  .describe("Only say, row by row, what it would change and what is wrong")
const csv = z.string().describe("Headings and rows as the export writes them; comma, semicolon or tab")

/** Imports of files by people, who see first what would happen; a negotiation document of a program takes `/import`. */
export const imports = router({
  preview: procedure
    .meta({
      http: {
        method: "POST",
        path: "/import/preview",
        summary:
          "Say entry by entry what a negotiation document would change, and everything that is wrong with it",
        body: "document",
        answer: previewAnswer,
        tells: true,
      },
    })
    .input(z.object({ document: z.record(z.string(), z.unknown()) }))
    .mutation(async ({ ctx, input, signal }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(
        await previewImport(db, clock, actorOf(ctx), input.document, { tell: ctx.tell, signal }),
      )
    }),

  csv: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/import.csv",
        summary: "Take one table as CSV, all or nothing",
        body: "csv",
        consumes: "text/csv",
        answer: doneOrPreview,
        tells: true,
      },
    })
    .input(slugInput.extend({ table: table.default("statements"), dryRun, csv }))
    .mutation(({ ctx, input, signal }) =>
      take(ctx, input.slug, [{ table: input.table, csv: input.csv }], Boolean(input.dryRun), signal),
    ),

  tables: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/import/tables",
        summary: "Take several tables at once, all or nothing: statements with their stances and conditions",
        body: "tables",
        answer: doneOrPreview,
        tells: true,
      },
    })
    .input(slugInput.extend({ dryRun, tables: z.array(z.strictObject({ table, csv })).min(1).max(20) }))
    .mutation(({ ctx, input, signal }) => take(ctx, input.slug, input.tables, Boolean(input.dryRun), signal)),

  template: procedure
    .meta({
      http: {
        method: "GET",
        path: "/import-template.csv",
        summary: "The headings of a table with one example row",
        contentType: "text/csv",
      },
    })
    .input(z.object({ table: table.default("statements") }))
    .query(
      ({ input }) =>
        new RawAnswer("text/csv; charset=utf-8", csvTemplate(input.table), {
          "content-disposition": `attachment; filename="template-${input.table}.csv"`,
        }),
    ),
})

async function take(
  ctx: Context,
  slug: string,
  tables: GivenTable[],
  onlyAsked: boolean,
  signal: AbortSignal | undefined,
) {
  const { db, clock, liveBoards } = ctx.runtime
  const input = { negotiation: await found(ctx, slug), tables }
  const watcher = { tell: ctx.tell, signal }
  if (onlyAsked) return unlessRefused(await previewTables(db, clock, actorOf(ctx), input, watcher))
  const done = unlessRefused(await importTables(db, clock, actorOf(ctx), input, watcher))
  if (done.seq !== null) await liveBoards.waitFor(done.negotiation, done.seq, 10_000)
  return done
}
