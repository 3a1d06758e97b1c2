import { useEffect, useRef } from "react"
import type { Progress } from "../../../server/domain/progress.ts"
import { importing as text } from "../../_messages/imports.en.ts"

/** How far it has come, and the way out. Said aloud at each phase and each quarter, no oftener. */
export function ProgressBar({
  progress,
  holds,
  onCancel,
}: {
  progress: Progress | null
  /** True while others who save in the negotiation have to wait. */
  holds: boolean
  onCancel: () => void
}) {
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  const phase = progress ? text.phases[progress.phase] : text.sending
  const share = progress && progress.total > 0 ? progress.done / progress.total : undefined
  const quarter = share === undefined ? 0 : Math.floor(share * 4) * 25
  return (
    <section className="import-progress">
      <p className="import-step" aria-hidden="true">
        {progress ? text.step(phase, progress.done, progress.total) : phase}
      </p>
      <progress aria-label={text.progress} value={share} max={1} />
      <p className="visually-hidden" aria-live="polite">
        {quarter > 0 ? `${phase}, ${quarter} %` : phase}
      </p>
      {holds && <p className="hint">{text.waits}</p>}
      <p className="desk-actions">
        <button ref={cancel} type="button" className="button" onClick={onCancel}>
          {text.cancel}
        </button>
      </p>
    </section>
  )
}
