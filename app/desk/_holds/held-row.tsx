import { useEffect, useRef, useState } from "react"
import { holds as text } from "../../_messages/holds.en.ts"
import { useFocusGoesOn } from "../use-form-habits.ts"
import { StopForm } from "./stop-form.tsx"
import type { HeldAlert } from "./use-held-alerts.ts"

/** One alert: what it tells and to how many, how long it can be stopped, and afterwards what became of it. */
export function HeldRow({
  slug,
  alert,
  aheadMs,
  isEditor,
  asking,
  onAsk,
  onAnswered,
  onPutAway,
}: {
  slug: string
  alert: HeldAlert
  aheadMs: number
  isEditor: boolean
  /** True while the reason for stopping it is asked. */
  asking: boolean
  onAsk: () => void
  onAnswered: () => void
  onPutAway: () => void
}) {
  const { seq, state, headline, path, recipients, heldUntil } = alert
  const line = useRef<HTMLParagraphElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  // where the hold ends while the reason is being written, the server says whether it can still be stopped
  const asks = asking && (state === "held" || state === "sent")
  useFocusGoesOn(asks, () => (opener.current ?? line.current)?.focus())
  return (
    <>
      <p ref={line} tabIndex={-1} className="held-line">
        <b className="held-state">{state === "held" ? text.held : text.ended[state]}</b>
        <a href={path} dir="auto">
          {headline}
        </a>
      </p>
      {asks ? (
        <StopForm slug={slug} seq={seq} onAnswered={onAnswered} />
      ) : (
        <div className="held-end">
          <p>
            {state === "held" ? (
              <>
                {text.goesOut(recipients)} <Countdown until={Date.parse(heldUntil) - aheadMs} />
              </>
            ) : (
              <Ended alert={alert} />
            )}
          </p>
          {state !== "held" ? (
            <button type="button" className="button" onClick={onPutAway}>
              {text.putAway}
              <span className="visually-hidden">: {headline}</span>
            </button>
          ) : isEditor ? (
            <button ref={opener} type="button" className="button" onClick={onAsk}>
              {text.stop}
              <span className="visually-hidden">: {headline}</span>
            </button>
          ) : (
            <p className="hint">{text.onlyEditors}</p>
          )}
        </div>
      )}
    </>
  )
}

function Ended({ alert: { state, recipients, stoppedBy, stoppedWhy } }: { alert: HeldAlert }) {
  if (state === "withdrawn") return text.withdrawn
  if (state === "sent") return text.sent(recipients)
  return (
    <>
      {text.stopped(stoppedBy ?? "")} <span dir="auto">{stoppedWhy}</span>
    </>
  )
}

/** How long it is until an instant (epoch ms on this machine's clock): "in 48 s". As wide at its end as at its beginning. */
function Countdown({ until }: { until: number }) {
  const [left, setLeft] = useState(() => secondsTo(until))
  useEffect(() => {
    setLeft(secondsTo(until))
    const timer = setInterval(() => setLeft(secondsTo(until)), 250)
    return () => clearInterval(timer)
  }, [until])
  const words = left > 90 ? text.inMinutes(Math.ceil(left / 60)) : left > 0 ? text.inSeconds(left) : text.now
  return <span className="held-countdown">{words}</span>
}

function secondsTo(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1_000))
}
