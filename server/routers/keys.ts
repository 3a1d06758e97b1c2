import { z } from "zod"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import { createKey } from "../capabilities/create-key.ts"
import { listKeys } from "../capabilities/list-keys.ts"
import { revokeKey } from "../capabilities/revoke-key.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { procedure, router } from "./trpc.ts"

export const keysRouter = router({
  list: procedure.query(({ ctx }) => listKeys(ctx.runtime.db)),

  create: procedure
    .input(z.strictObject({ label: z.string().max(1_000), role: z.enum(ACCOUNT_ROLES) }))
    .mutation(async ({ ctx, input }) => unlessRefused(await createKey(ctx.runtime.db, actorOf(ctx), input))),

  revoke: procedure
    .input(z.strictObject({ id: z.string().min(1).max(100) }))
    .mutation(async ({ ctx, input }) => unlessRefused(await revokeKey(ctx.runtime.db, actorOf(ctx), input))),
})
