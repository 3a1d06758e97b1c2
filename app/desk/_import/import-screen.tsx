"use client"

import { useEffect, useRef, useState } from "react"
import type { Imported } from "../../../server/capabilities/import-negotiation.ts"
import type { ImportPreview } from "../../../server/domain/import-preview.ts"
import type { Progress } from "../../../server/domain/progress.ts"
import { importing as text } from "../../_messages/imports.en.ts"
import { useAlive, useUnsaved } from "../use-form-habits.ts"
import { ImportDone, PreviewHead } from "./import-result.tsx"
import { PreviewTable } from "./preview-table.tsx"
import { ProgressBar } from "./progress-bar.tsx"
import type { Source } from "./read-source.ts"
import { askForImport, askForPreview, type ImportProblem, type Sent } from "./send-import.ts"
import { SourcePicker } from "./source-picker.tsx"
import "./import.css"

type State =
  | { step: "choosing"; problem?: ImportProblem; note?: string }
  | { step: "asking" | "importing"; progress: Progress | null }
  | { step: "previewed"; preview: ImportPreview }
  | { step: "done"; imported: Imported }

/**
 * Files or pasted text, then row by row what they would change, then the import itself, which can be called off until it is
 * done. `slug` is the negotiation whose desk this is; without it only whole documents are taken.
 */
export function ImportScreen({ slug, editor }: { slug: string | null; editor: boolean }) {
  const [sources, setSources] = useState<Source[]>([])
  const [state, setState] = useState<State>({ step: "choosing" })
  const running = useRef<AbortController | null>(null)
  const alive = useAlive()
  useUnsaved(state.step === "importing")
  useEffect(() => () => running.current?.abort(), [])

  /** Sends, shows how far it has come, and goes on with what was answered. */
  async function send<T>(
    step: "asking" | "importing",
    ask: (to: { signal: AbortSignal; tell: (progress: Progress) => void }) => Promise<Sent<T>>,
    then: (answer: T) => State,
    cancelled: string = text.cancelled,
  ) {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setState({ step, progress: null })
    const sent = await ask({
      signal: mine.signal,
      tell: (progress) => running.current === mine && setState({ step, progress }),
    })
    if (running.current !== mine) return
    if ("answer" in sent) setState(then(sent.answer))
    else if ("problem" in sent) setState({ step: "choosing", problem: sent.problem })
    else if (step === "importing") void lookAfterCancelling()
    else setState({ step: "choosing", note: cancelled })
  }

  /** A connection that is closed tells nothing more: what became of the import is asked for, once nobody holds it. */
  function lookAfterCancelling() {
    return send(
      "asking",
      (to) => askForPreview(slug, sources, to),
      (preview) =>
        preview.counts.added + preview.counts.changed > 0 || !preview.ready
          ? { step: "choosing", note: text.cancelled }
          : { step: "choosing", note: text.tooLate },
      text.notSeen,
    )
  }

  function see(given: Source[]) {
    setSources(given)
    const wrong = whyNot(given, slug)
    if (wrong) return setState({ step: "choosing", problem: { code: "invalid", detail: wrong } })
    void send(
      "asking",
      (to) => askForPreview(slug, given, to),
      (preview) => ({ step: "previewed", preview }),
    )
  }

  function take() {
    void send(
      "importing",
      (to) => askForImport(slug, sources, to),
      (imported) => ({ step: "done", imported }),
    )
  }

  switch (state.step) {
    case "choosing":
      return (
        <SourcePicker
          {...{ slug, alive, sources, setSources }}
          hint={editor ? text.editor : text.analyst}
          problem={state.problem}
          note={state.note}
          onSee={see}
        />
      )
    case "asking":
    case "importing":
      return (
        <ProgressBar
          progress={state.progress}
          holds={state.step === "importing"}
          onCancel={() => running.current?.abort()}
        />
      )
    case "previewed":
      return (
        <section className="import-preview">
          <PreviewHead preview={state.preview} isTable={sources[0]?.table !== null} />
          {state.preview.rowCount + state.preview.faultCount > 0 && <PreviewTable preview={state.preview} />}
          <p className="desk-actions">
            {state.preview.ready && (
              <button type="button" className="button button-primary" onClick={take}>
                {sources[0]?.table === null
                  ? text.submitEntries(state.preview.rowCount)
                  : text.submit(state.preview.rowCount)}
              </button>
            )}
            <button type="button" className="button" onClick={() => setState({ step: "choosing" })}>
              {text.again}
            </button>
          </p>
        </section>
      )
    case "done":
      return (
        <ImportDone
          imported={state.imported}
          onAgain={() => {
            setSources([])
            setState({ step: "choosing" })
          }}
        />
      )
    default:
      return state satisfies never
  }
}

/** Why this cannot be sent at all. */
function whyNot(sources: Source[], slug: string | null): string | undefined {
  if (sources.every((source) => source.text.trim() === "")) return text.nothing
  const document = sources.find((source) => source.table === null)
  if (!document) return slug === null ? text.notHere : undefined
  if (sources.length > 1) return text.oneDocument
  try {
    JSON.parse(document.text)
    return undefined
  } catch (error) {
    return text.notJson(error instanceof Error ? error.message : "")
  }
}
