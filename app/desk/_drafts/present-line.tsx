import type { Present } from "../../../server/realtime/presence.ts"
import { here as text } from "../../_messages/drafts.en.ts"

/** Who else has this draft open. */
export function PresentLine({ here, me }: { here: readonly Present[]; me: string }) {
  const others = here.filter(({ id }) => id !== me).map(({ name }) => name)
  return (
    <p className="draft-here" role="status" data-here={others.length > 0}>
      {others.length > 0 && (
        <>
          <span aria-hidden="true" className="draft-here-mark" />
          <span dir="auto">{text.also(others)}</span>
        </>
      )}
    </p>
  )
}
