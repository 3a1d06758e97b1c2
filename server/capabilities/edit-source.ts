import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { sourceSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { editionRefusal, updateEntry } from "./edited-entry.ts"
import { type EntrySource, readSources } from "./list-entries.ts"
import type { Actor } from "./matrix.ts"

export const sourceFieldsSchema = sourceSchema.omit({ id: true }).partial()

/**
 * Changes a source: name, class, reliability. It is shown so beside every document of it from now on, also of statements that
 * are published: a class is our judgement of the outlet, not a part of what was said.
 */
export async function editSource(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: {
    slug: string
    id: string
    edition?: string | undefined
    fields: z.infer<typeof sourceFieldsSchema>
  },
): Promise<EntrySource | Refusal> {
  const done = await commitChange(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, { negotiation }) => {
      const { rows } = await tx.$client.query<{ shared: number }>(
        `select s.id as shared from negotiation_source ns join source s on s.id = ns.source_id
        where ns.negotiation_id = $1 and ns.id = $2 for update of s`,
        [negotiation.id, input.id],
      )
      const [row] = rows
      const [entry] = await readSources(tx, negotiation.id, [input.id])
      if (!row || !entry) return refuse("not_found", `There is no source "${input.id}" here.`, "id")
      const conflict = editionRefusal(entry, input.edition)
      if (conflict) return conflict
      const { name = entry.name, class: kind = entry.class } = input.fields
      const twin = await tx.$client.query(
        "select 1 from source where name = $1 and class = $2 and id <> $3",
        [name, kind, row.shared],
      )
      if (twin.rowCount) {
        return refuse(
          "already_exists",
          `There is another source "${name}" of this class. Nothing was changed. Give one of them a name that tells them apart.`,
          "name",
        )
      }
      await updateEntry(tx, "source", row.shared, input.fields)
      const [after] = await readSources(tx, negotiation.id, [input.id])
      return { result: after ?? entry }
    },
  )
  return isRefusal(done) ? done : done.result
}
