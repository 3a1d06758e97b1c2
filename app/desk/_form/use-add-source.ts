import { useRef, useState } from "react"
import { alreadyLogged as text } from "../../_messages/signals.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { problemIn } from "../problem.ts"
import { fieldsOf, type StatementFields, type StatementValues } from "./statement-values.ts"
import type { Similar } from "./use-similar.ts"
import type { Stage } from "./use-statement.ts"

/**
 * The form's documents that a statement does not cite yet, as they are sent: each with how it gives the words, where that
 * is otherwise than the statement has them.
 */
export function newTo(other: Similar, values: StatementValues): NonNullable<StatementFields["documents"]> {
  const { documents = [], directness } = fieldsOf(values)
  const cited = new Set(other.documents.map((document) => document.id))
  const differs = directness === other.content.directness ? {} : { directness }
  return documents
    .filter((use) => !cited.has(typeof use === "string" ? use : use.id))
    .map((use) => (typeof use === "string" ? { id: use, ...differs } : { ...differs, ...use }))
}

/**
 * Gives the documents of the form to a statement there is, and sets the draft aside that the form has become meanwhile.
 * `idle` resolves with where the form stands once nothing of it is under way; `onAdding` keeps it from saving itself again.
 * `wrong` is why it was not done, beside the id of the statement that it was asked for.
 */
export function useAddSource(
  slug: string,
  {
    idle,
    onAdding,
    onAdded,
  }: { idle: () => Promise<Stage>; onAdding: (adding: boolean) => void; onAdded: (id: string) => void },
) {
  const client = useTRPCClient()
  const [working, setWorking] = useState(false)
  const [wrong, setWrong] = useState<{ id: string; detail: string } | null>(null)
  /** Has the documents, where only setting the draft aside has failed and is tried again. */
  const given = useRef<string | null>(null)
  const add = async (other: Similar, values: StatementValues) => {
    if (working) return
    setWorking(true)
    setWrong(null)
    onAdding(true)
    try {
      const { id, version } = other
      const stage = await idle()
      if (given.current !== id)
        await client.statements.addSource.mutate({ slug, id, version, documents: newTo(other, values) })
      given.current = id
      if (stage.kind === "draft")
        await client.statements.withdraw.mutate({ slug, id: stage.id, note: text.setAside(id) })
      onAdded(id)
    } catch (error) {
      onAdding(false)
      setWrong({ id: other.id, detail: problemIn(error).detail })
    } finally {
      setWorking(false)
    }
  }
  return { add, working, wrong }
}
