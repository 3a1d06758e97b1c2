import { z } from "zod"
import { renewPush } from "../capabilities/renew-push.ts"
import { pushAddressSchema } from "../domain/subscription.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { procedure, router } from "./trpc.ts"

/** What browsers need for Web Push. */
export const push = router({
  /** The public key of this site, in base64url: a browser is bound to it when it subscribes. */
  key: procedure.query(({ ctx }) => ctx.runtime.pushKey),

  /** Of the service worker, when its browser gets another address. */
  renew: procedure
    .input(
      z.strictObject({
        earlier: z.strictObject({ endpoint: z.string().min(1).max(2_000), auth: z.string().min(1).max(100) }),
        to: pushAddressSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => unlessRefused(await renewPush(ctx.runtime, input))),
})
