import { z } from "zod"
import { listHolds } from "../capabilities/list-holds.ts"
import { stopAlert } from "../capabilities/stop-alert.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { procedure, router } from "./trpc.ts"

const negotiation = z.string().max(200)

/** Alerts within their hold, which the desk can still stop. */
export const holds = router({
  list: procedure.input(z.strictObject({ negotiation })).query(async ({ ctx, input }) => {
    const { db, clock } = ctx.runtime
    return unlessRefused(await listHolds(db, actorOf(ctx), input.negotiation, clock()))
  }),

  stop: procedure
    .input(z.strictObject({ negotiation, seq: z.int().positive(), why: z.string().max(1_000) }))
    .mutation(async ({ ctx, input }) => {
      const { db, env, clock } = ctx.runtime
      const hold = { holdMs: env.alertHoldSeconds * 1_000, now: clock() }
      return unlessRefused(await stopAlert(db, actorOf(ctx), input, hold))
    }),
})
