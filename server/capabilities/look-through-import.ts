import type { Database } from "../../db/client.ts"
import { withoutConsequences } from "../domain/import-faults.ts"
import { DOCUMENT_LISTS } from "../domain/import-preview.ts"
import {
  type NegotiationDocument,
  negotiationDocumentSchema,
  type StatementContent,
} from "../domain/negotiation-document.ts"
import type { Watcher } from "../domain/progress.ts"
import { allOf, isRefusal, type Refusal } from "../domain/refusal.ts"
import { refusalOfZod } from "../domain/zod-refusals.ts"
import { type Imported, importNegotiation } from "./import-negotiation.ts"
import type { Actor } from "./matrix.ts"

export interface LookedThrough {
  /** Everything that is wrong, with its path in what was given. */
  faults: readonly Refusal[]
  /** What can be read of it; null where not even the negotiation can. */
  document: NegotiationDocument | null
  /** The path in what was given of a path in `document`. */
  pathIn(path: string): string
  imported: Imported | null
}

/**
 * Looks a document through to its end and imports it where nothing is wrong and `dryRun` is false. Entries that cannot be
 * read are set aside, and the rest goes through the same door, so that what the rules refuse is told along with them.
 */
export async function lookThroughImport(
  db: Database,
  clock: () => number,
  actor: Actor,
  given: object,
  how: { dryRun: boolean; mode: "import" | "tables"; seen?: readonly StatementContent[] | undefined },
  watcher: Watcher,
): Promise<LookedThrough | Refusal> {
  const { faults, document, pathIn } = readable(given)
  if (!document) return { faults, document, pathIn, imported: null }
  const dryRun = how.dryRun || faults.length > 0
  const done = await importNegotiation(db, clock, actor, { ...how, document, dryRun }, watcher)
  if (!isRefusal(done)) return { faults, document, pathIn, imported: faults.length > 0 ? null : done }
  if (done.code === "cancelled") return done
  const refused = allOf(done).map((fault) =>
    fault.path === undefined ? fault : { ...fault, path: pathIn(fault.path) },
  )
  return { faults: withoutConsequences([...faults, ...refused], given), document, pathIn, imported: null }
}

/** What the validator takes, and its complaints about the rest. */
function readable(given: object): Pick<LookedThrough, "document" | "pathIn"> & { faults: Refusal[] } {
  const parsed = negotiationDocumentSchema.safeParse(given)
  if (parsed.success) return { faults: [], document: parsed.data, pathIn: (path) => path }
  const faults = allOf(refusalOfZod(parsed.error))
  const wrong = new Set(faults.map(({ path = "" }) => ENTRY.exec(path)?.[0]))
  const places = new Map<string, number[]>()
  const remainder = Object.fromEntries(
    Object.entries(given).map(([list, entries]) => {
      if (!Array.isArray(entries)) return [list, entries]
      const kept = [...entries.keys()].filter((i) => !wrong.has(`${list}[${i}]`))
      places.set(list, kept)
      return [list, kept.map((i): unknown => entries[i])]
    }),
  )
  const again = negotiationDocumentSchema.safeParse(remainder)
  return {
    faults,
    document: again.success ? again.data : null,
    pathIn: (path) =>
      path.replace(ENTRY, (_, list: string, i: string) => `${list}[${places.get(list)?.[Number(i)] ?? i}]`),
  }
}

/** `statements[3]` at the beginning of a path. */
export const ENTRY = new RegExp(`^(${DOCUMENT_LISTS.join("|")})\\[(\\d+)\\]`)
