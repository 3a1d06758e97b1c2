"use client"

import { useMemo, useState } from "react"
import { holds as text } from "../../_messages/holds.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { useCommands, useTell } from "../_commands/commands.tsx"
import { problemIn } from "../problem.ts"
import { type HeldAlert, useHolds } from "./use-holds.ts"

/** What is about to be told to subscribers, for as long as it can be stopped, and what became of it. */
export function HeldAlerts({ slug, isEditor }: { slug: string; isEditor: boolean }) {
  const { alerts, failed, read, secondsLeft } = useHolds(slug)
  const [stopping, setStopping] = useState<number | null>(null)
  const latest = alerts.find(({ state }) => state === "held")?.seq
  useCommands(
    useMemo(
      () =>
        isEditor && latest !== undefined
          ? [{ id: "stop-alert", title: text.command, run: () => setStopping(latest) }]
          : [],
      [isEditor, latest],
    ),
  )
  if (alerts.length === 0 && !failed) return null
  return (
    <section className="holds" aria-label={text.heading}>
      {failed && <p className="hint">{text.notReached}</p>}
      <ul>
        {alerts.map((alert) => (
          <li key={alert.seq} data-state={alert.state}>
            <p className="holds-words">
              <a href={alert.path} dir="auto">
                {alert.headline}
              </a>
              <span className="meta" dir="auto">
                {wordsOf(alert, secondsLeft(alert))}
              </span>
              {isEditor && alert.state === "held" && stopping !== alert.seq && (
                <button type="button" className="button" onClick={() => setStopping(alert.seq)}>
                  {text.stop}
                </button>
              )}
            </p>
            {stopping === alert.seq && (
              <StopForm
                slug={slug}
                seq={alert.seq}
                onDone={() => {
                  setStopping(null)
                  void read()
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function wordsOf({ state, recipients, stoppedBy, stoppedWhy }: HeldAlert, seconds: number): string {
  switch (state) {
    case "held":
      return text.held(recipients, seconds)
    case "sent":
      return text.sent(recipients)
    case "stopped":
      return stoppedWhy === "withdrawn_within_hold"
        ? text.withdrawn
        : text.stopped(stoppedBy ?? "", stoppedWhy ?? "")
    default:
      return state satisfies never
  }
}

function StopForm({ slug, seq, onDone }: { slug: string; seq: number; onDone: () => void }) {
  const client = useTRPCClient()
  const tell = useTell()
  const [why, setWhy] = useState("")
  const [wrong, setWrong] = useState("")
  const [working, setWorking] = useState(false)
  async function stop() {
    if (working) return
    if (why.trim() === "") return setWrong(text.needsWhy)
    setWorking(true)
    try {
      const { stopped } = await client.holds.stop.mutate({ negotiation: slug, seq, why })
      tell(text.done(stopped))
      onDone()
    } catch (error) {
      setWrong(problemIn(error).detail)
      setWorking(false)
    }
  }
  const id = `why-${seq}`
  return (
    <form
      className="holds-stop"
      onSubmit={(event) => {
        event.preventDefault()
        void stop()
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone()
      }}
    >
      <label htmlFor={id}>{text.why}</label>
      <input
        id={id}
        className="field"
        dir="auto"
        autoComplete="off"
        maxLength={1_000}
        value={why}
        aria-invalid={wrong !== ""}
        aria-describedby={`${id}-hint`}
        // the clock runs: whoever has asked for the form types at once
        ref={focusOnce}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} className={wrong ? "wrong" : "hint"}>
        {wrong || text.whyHint}
      </p>
      <p className="desk-actions">
        <button type="submit" className="button button-primary" aria-disabled={working}>
          {text.confirm}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {text.keep}
        </button>
      </p>
    </form>
  )
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
