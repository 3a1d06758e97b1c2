import { useCallback, useRef, useState } from "react"
import type { StatementContent } from "../../../server/domain/negotiation-document.ts"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import { type Problem, problemIn } from "../problem.ts"
import { fieldsOf, type StatementFields, type StatementValues } from "./statement-values.ts"

/** Where the statement in the form stands in the ledger. */
export type Stage =
  | { kind: "new"; id: string }
  | {
      kind: "draft"
      id: string
      version: number
      status: "draft" | "in_review"
      author: string
      savedBy: string
    }
  | { kind: "published"; id: string; version: number }

/** What stands in the ledger instead of the version that was seen. `content` is missing where it is no draft any more. */
export interface Conflict {
  version: number
  content: StatementContent | undefined
}

type State = Outputs["statements"]["record"]
export type Done = { state: State } | { problem: Problem } | { conflict: Conflict }

export interface Asked {
  values: StatementValues
  override: string
  note: string
  /** Fields as they stand in the ledger; a correction sends those that differ. */
  saved: StatementFields
}

/** The verbs of the form over the server's procedures. One at a time; every one answers with what became of it. */
export function useStatement(slug: string, first: Stage, me: string) {
  const client = useTRPCClient()
  const [stage, setStage] = useState(first)
  const [working, setWorking] = useState(false)
  const busy = useRef(false)

  const run = useCallback(
    async (verb: () => Promise<State>): Promise<Done | undefined> => {
      if (busy.current) return undefined
      busy.current = true
      setWorking(true)
      try {
        return { state: await verb() }
      } catch (error) {
        const problem = problemIn(error)
        if (problem.code !== "version_conflict") return { problem }
        return await readConflict(client, slug, stage, problem)
      } finally {
        busy.current = false
        setWorking(false)
      }
    },
    [client, slug, stage],
  )

  const store = async ({ values }: Asked, changed: boolean): Promise<State> => {
    const fields = fieldsOf(values)
    if (stage.kind === "new") {
      const statement = { ...fields, id: stage.id, status: "draft" as const }
      const state = await client.statements.record.mutate({ slug, statement })
      setStage({ kind: "draft", ...state, status: "draft", author: me, savedBy: me })
      return state
    }
    const { id, version } = stage
    if (!changed)
      return { id, version, status: stage.kind === "draft" ? stage.status : "published", seq: null }
    const state = await client.statements.edit.mutate({ slug, id, version, ...fields })
    if (stage.kind === "draft") setStage({ ...stage, version: state.version, savedBy: me })
    return state
  }

  const publish = async (asked: Asked, changed: boolean): Promise<State> => {
    const override = asked.override.trim() || undefined
    if (stage.kind !== "new") {
      const { id, version } = changed ? await store(asked, changed) : stage
      return stand(await client.statements.publish.mutate({ slug, id, version, override }))
    }
    const statement = { ...fieldsOf(asked.values), id: stage.id, status: "published" as const }
    const state = stand(await client.statements.record.mutate({ slug, statement }))
    if (state.status !== "in_review" || !override) return state
    const { id, version } = state
    return stand(await client.statements.publish.mutate({ slug, id, version, override }))
  }

  /** Takes over where the statement stands after a verb. */
  const stand = (state: State): State => {
    const { id, version, status } = state
    if (status === "published") setStage({ kind: "published", id, version })
    if (status === "in_review") {
      const by = stage.kind === "draft" ? stage : { author: me, savedBy: me }
      setStage({ kind: "draft", id, version, status, author: by.author, savedBy: by.savedBy })
    }
    return state
  }

  const correct = async ({ values, saved, note, override }: Asked): Promise<State> => {
    const request = { slug, id: stage.id, note, override: override.trim() || undefined }
    const version = stage.kind === "published" ? stage.version : undefined
    return client.statements.correct.mutate({
      ...changedFields(fieldsOf(values), saved),
      ...request,
      version,
    })
  }

  return {
    stage,
    working,
    /** After a conflict: go on from the version that stands now. */
    goOnFrom: (version: number) =>
      setStage((before) => (before.kind === "new" ? before : { ...before, version })),
    save: (asked: Asked, changed: boolean) => run(() => store(asked, changed)),
    publish: (asked: Asked, changed: boolean) => run(() => publish(asked, changed)),
    correct: (asked: Asked) => run(() => correct(asked)),
  }
}

/** Only what differs is sent, so that a correction touches nothing else. */
function changedFields(now: StatementFields, saved: StatementFields): Partial<StatementFields> {
  const before = new Map(Object.entries(saved).map(([key, value]) => [key, JSON.stringify(value)]))
  return Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => value !== undefined && JSON.stringify(value) !== before.get(key),
    ),
  )
}

async function readConflict(
  client: ReturnType<typeof useTRPCClient>,
  slug: string,
  stage: Stage,
  problem: Problem,
): Promise<Done> {
  const version = problem.currentVersion ?? 0
  try {
    if (stage.kind === "published") {
      const { revisions } = await client.statements.get.query({ slug, id: stage.id })
      return { conflict: { version, content: revisions.at(-1)?.content } }
    }
    const draft = await client.drafts.get.query({ slug, id: stage.id })
    return { conflict: { version: draft.version, content: draft.content } }
  } catch (error) {
    if (problemIn(error).code === "not_found") return { conflict: { version, content: undefined } }
    return { problem }
  }
}
