import { asOf as text } from "../_messages/en.ts"
import type { Clocks } from "./addresses.ts"

/** The two clocks as a plain form: the position then, and what this board showed then. */
export function AsOfForm({ action, clocks }: { action: string; clocks: Clocks }) {
  return (
    <details className="as-of no-print">
      <summary>{text.heading}</summary>
      <form action={action}>
        <label className="label">
          <span>
            <b className="font-semibold text-ink">{text.asOf}</b>, {text.asOfHint}
          </span>
          <input className="field" type="date" name="asOf" defaultValue={clocks.asOf?.slice(0, 10)} />
        </label>
        <label className="label">
          <span>
            <b className="font-semibold text-ink">{text.knownAt}</b>, {text.knownAtHint}
          </span>
          <input className="field" type="date" name="knownAt" defaultValue={clocks.knownAt?.slice(0, 10)} />
        </label>
        <button type="submit" className="button button-primary justify-self-start">
          {text.submit}
        </button>
      </form>
    </details>
  )
}
