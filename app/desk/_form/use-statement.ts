import { useCallback, useMemo, useRef, useState } from "react"
import type { StatementContent } from "../../../server/domain/negotiation-document.ts"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import { outcomeUnknown, type Problem, problemIn } from "../problem.ts"
import { fieldsOf, type StatementFields, type StatementValues } from "./statement-values.ts"

/** Where the statement in the form stands in the ledger. */
export type Stage =
  | { kind: "new"; id: string }
  | { kind: "draft"; id: string; version: number; status: "draft" | "in_review" }
  | { kind: "published"; id: string; version: number }

/** What stands in the ledger instead of the version that was seen. `content` is missing where it is no draft any more. */
export interface Conflict {
  version: number
  content: StatementContent | undefined
  status: "draft" | "in_review"
  /** The name of who saved it. */
  savedByName: string
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
export function useStatement(slug: string, first: Stage) {
  const client = useTRPCClient()
  const [stage, setStageShown] = useState(first)
  const [working, setWorking] = useState(0)
  const now = useRef(first)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  /** A save whose answer was lost: it may be stored, so it is sent again as it was before anything else is. */
  const unanswered = useRef<(() => Promise<State>) | null>(null)

  const setStage = useCallback((stage: Stage) => {
    now.current = stage
    setStageShown(stage)
  }, [])

  /** Takes over where the statement stands after a verb. */
  const stand = useCallback(
    ({ id, version, status }: State): void => {
      if (status === "published") setStage({ kind: "published", id, version })
      else if (status !== "withdrawn") setStage({ kind: "draft", id, version, status })
    },
    [setStage],
  )

  return useMemo(() => {
    async function send(request: () => Promise<State>): Promise<State> {
      const state = await request()
      stand(state)
      return state
    }

    async function save(request: () => Promise<State>): Promise<State> {
      unanswered.current = request
      try {
        const state = await send(request)
        unanswered.current = null
        return state
      } catch (error) {
        if (!outcomeUnknown(problemIn(error))) unanswered.current = null
        throw error
      }
    }

    async function store(values: StatementValues, changed: boolean): Promise<State> {
      if (unanswered.current) await save(unanswered.current)
      const fields = fieldsOf(values)
      const at = now.current
      if (at.kind === "new") {
        const statement = { ...fields, id: at.id, status: "draft" as const }
        return save(() => client.statements.record.mutate({ slug, statement }))
      }
      const { id, version } = at
      if (!changed) return { id, version, status: at.kind === "draft" ? at.status : "published", seq: null }
      return save(() => client.statements.edit.mutate({ slug, id, version, ...fields }))
    }

    async function publish({ values, override }: Asked, changed: boolean): Promise<State> {
      if (unanswered.current) await save(unanswered.current)
      const reason = override.trim() || undefined
      const at = now.current
      if (at.kind === "new") {
        const statement = { ...fieldsOf(values), id: at.id, status: "published" as const }
        const state = await send(() => client.statements.record.mutate({ slug, statement }))
        if (state.status !== "in_review" || !reason) return state
      } else if (changed) await store(values, changed)
      const { id } = now.current
      const version = now.current.kind === "new" ? undefined : now.current.version
      return send(() => client.statements.publish.mutate({ slug, id, version, override: reason }))
    }

    async function sendToReview({ values }: Asked, changed: boolean, comment: string): Promise<State> {
      const { id, version } = await store(values, changed)
      return send(() =>
        client.drafts.sendToReview.mutate({ slug, id, version, comment: comment.trim() || undefined }),
      )
    }

    async function correct({ values, saved, note, override }: Asked): Promise<State> {
      const at = now.current
      return client.statements.correct.mutate({
        ...changedFields(fieldsOf(values), saved),
        slug,
        id: at.id,
        note,
        override: override.trim() || undefined,
        version: at.kind === "published" ? at.version : undefined,
      })
    }

    /** One verb after another: what is asked while another is under way waits for it. */
    function run(verb: () => Promise<State>): Promise<Done> {
      const done = before.current.then(async (): Promise<Done> => {
        setWorking((n) => n + 1)
        try {
          return { state: await verb() }
        } catch (error) {
          const problem = problemIn(error)
          // an id of ours with other words: they were stored before this tab knew
          if (problem.code !== "version_conflict" && problem.code !== "other_content") return { problem }
          return await readConflict(client, slug, now.current, problem)
        } finally {
          setWorking((n) => n - 1)
        }
      })
      before.current = done
      return done
    }

    return {
      save: (values: StatementValues, changed: boolean) => run(() => store(values, changed)),
      publish: (asked: Asked, changed: boolean) => run(() => publish(asked, changed)),
      correct: (asked: Asked) => run(() => correct(asked)),
      sendToReview: (asked: Asked, changed: boolean, comment: string) =>
        run(() => sendToReview(asked, changed, comment)),
      /** Resolves once nothing of ours is under way; `stage` is then what the server last said. */
      idle: () => before.current.then(() => now.current),
      /** Somebody else moved it on: go on from where it stands now. */
      goOnFrom({ version, status }: Pick<Conflict, "version" | "status">) {
        const at = now.current
        if (at.kind === "published") setStage({ ...at, version })
        else setStage({ kind: "draft", id: at.id, version, status })
      },
      stage,
      working: working > 0,
    }
  }, [client, slug, stage, working, stand, setStage])
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
  const nobody = { status: "draft" as const, savedByName: "" }
  const version = problem.currentVersion ?? 0
  try {
    if (stage.kind === "published") {
      const { revisions } = await client.statements.get.query({ slug, id: stage.id })
      return { conflict: { ...nobody, version, content: revisions.at(-1)?.content } }
    }
    return { conflict: await client.drafts.get.query({ slug, id: stage.id }) }
  } catch (error) {
    const unread = problemIn(error)
    if (unread.code === "not_found") return { conflict: { ...nobody, version, content: undefined } }
    return { problem }
  }
}
