import { z } from "zod"
import type { Imported } from "../capabilities/import-negotiation.ts"
import { CSV_TABLES } from "../domain/csv-tables.ts"
import { IMPORT_OUTCOMES, type ImportPreview } from "../domain/import-preview.ts"
import { REFUSAL_STATUS, type RefusalCode } from "../domain/refusal.ts"
import { PUBLICATIONS } from "../domain/vocabulary.ts"
import { describing } from "./answers.ts"

const count = z.int().min(0)
const codes = Object.keys(REFUSAL_STATUS).filter((code): code is RefusalCode => code in REFUSAL_STATUS)
const place = {
  path: z.string().nullable().describe("Path in the document, e.g. statements[3]"),
  table: z.enum(CSV_TABLES).nullable(),
  line: z.int().nullable().describe("Line of the file in which the row begins"),
}

/** What an import has done, or with `dryRun` would do. */
export const importedAnswer = describing<Imported>()(
  z.object({
    negotiation: z.string(),
    dryRun: z.boolean(),
    seq: z.int().nullable().describe("Latest public change of the import, null where nothing changed"),
    tally: z.record(z.string(), z.object({ added: count, present: count })),
    changes: count.describe("Lines that it adds to the public log"),
  }),
)

/** What an import would do, row by row. */
export const previewAnswer = describing<ImportPreview>()(
  z.object({
    negotiation: z.string(),
    ready: z.boolean().describe("True where it can be imported as it is"),
    counts: z.object({ added: count, present: count, changed: count, refused: count }),
    changes: count.nullable().describe("Lines that it would add to the public log; null where it is refused"),
    rows: z.array(
      z.object({
        ...place,
        id: z.string(),
        label: z.string(),
        outcome: z.enum(IMPORT_OUTCOMES),
        changes: z.array(z.string()).describe("Fields that differ from what is here"),
        statusStays: z.enum(PUBLICATIONS).nullable(),
      }),
    ),
    rowCount: count,
    faults: z.array(
      z.object({
        ...place,
        column: z.string().nullable(),
        value: z.string().nullable(),
        code: z.enum(codes),
        detail: z.string(),
      }),
    ),
    faultCount: count,
    unknownColumns: z.array(z.object({ table: z.enum(CSV_TABLES), columns: z.array(z.string()) })),
  }),
)
