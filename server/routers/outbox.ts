import { refuse } from "../domain/refusal.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { procedure, router } from "./trpc.ts"

/** In development nothing leaves this machine: what would have been sent is shown. */
export const outbox = router({
  list: procedure.query(async ({ ctx }) => {
    const { shownMessages } = ctx.runtime
    return unlessRefused(
      shownMessages
        ? await shownMessages()
        : refuse("not_found", "Messages are shown in development alone. Here they are sent."),
    )
  }),
})
