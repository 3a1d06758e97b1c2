import { procedure, router } from "./trpc.ts"

/** What browsers need for Web Push. */
export const push = router({
  /** The public key of this site, in base64url: a browser is bound to it when it subscribes. */
  key: procedure.query(({ ctx }) => ctx.runtime.pushKey),
})
