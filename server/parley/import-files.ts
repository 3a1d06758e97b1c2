import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import type { Database } from "../../db/client.ts"
import { findNegotiation } from "../capabilities/find-negotiation.ts"
import type { Imported } from "../capabilities/import-negotiation.ts"
import { importTables } from "../capabilities/import-tables.ts"
import { lookThroughImport } from "../capabilities/look-through-import.ts"
import type { Actor } from "../capabilities/matrix.ts"
import { type CsvTable, isFields, tableOfFile } from "../domain/csv-tables.ts"
import { textOfFile } from "../domain/file-text.ts"
import type { Progress } from "../domain/progress.ts"
import { isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"

export interface FilesToImport {
  files: string[]
  /** The negotiation that tables go into. */
  into: string | undefined
  /** What every table of these is; without it each file's name says it. */
  table: CsvTable | undefined
  dryRun: boolean
}

/** Imports one negotiation document, or tables into a negotiation, as the desk does. Out: what it did, or all that is wrong. */
export async function importFiles(
  db: Database,
  actor: Actor,
  { files, into, table, dryRun }: FilesToImport,
  say: (text: string) => void,
): Promise<Imported | Refusal> {
  const watcher = { tell: everySecond(say) }
  const [file = ""] = files
  if (files.length === 1 && !isTable(file)) {
    const given = await jsonOf(file)
    if (isRefusal(given)) return given
    const looked = await lookThroughImport(db, Date.now, actor, given, { dryRun, mode: "import" }, watcher)
    if (isRefusal(looked)) return looked
    return together(looked.faults) ?? looked.imported ?? refuse("invalid", "This is no negotiation document.")
  }
  if (into === undefined) return refuse("invalid", "Say which negotiation tables go into: --into SLUG.")
  const negotiation = await findNegotiation(db, actor, into)
  if (isRefusal(negotiation)) return negotiation
  const tables = []
  for (const each of files) {
    const csv = textOfFile(await readFile(each))
    if (isRefusal(csv)) return { ...csv, path: each }
    tables.push({ csv, table: table ?? tableOfFile(basename(each), csv) })
  }
  return importTables(db, Date.now, actor, { negotiation, tables, dryRun }, watcher)
}

export function isTable(file: string): boolean {
  return /\.(csv|tsv)$/i.test(file)
}

async function jsonOf(file: string): Promise<object | Refusal> {
  try {
    const given: unknown = JSON.parse(await readFile(file, "utf8"))
    return isFields(given) ? given : refuse("invalid", `${file} holds no negotiation document.`)
  } catch (error) {
    return refuse(
      "invalid",
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** A line of progress for a person, once a second and no oftener. */
function everySecond(say: (text: string) => void): (progress: Progress) => void {
  let said = performance.now()
  return ({ phase, done, total }) => {
    if (performance.now() - said < 1_000) return
    said = performance.now()
    say(`${phase[0]?.toUpperCase()}${phase.slice(1)}: ${done} of ${total}`)
  }
}
