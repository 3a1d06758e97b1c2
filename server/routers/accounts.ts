import { z } from "zod"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import { listAccounts } from "../capabilities/list-accounts.ts"
import { readOwnAccount } from "../capabilities/read-own-account.ts"
import { removeAccount } from "../capabilities/remove-account.ts"
import { setRole } from "../capabilities/set-role.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { procedure, router } from "./trpc.ts"

const id = z.string().min(1).max(100)

export const accountsRouter = router({
  me: procedure.query(({ ctx }) => readOwnAccount(ctx.runtime.db, ctx.actor)),

  list: procedure.query(({ ctx }) => listAccounts(ctx.runtime.db)),

  setRole: procedure
    .input(z.strictObject({ id, role: z.enum(ACCOUNT_ROLES) }))
    .mutation(async ({ ctx, input }) => unlessRefused(await setRole(ctx.runtime.db, actorOf(ctx), input))),

  remove: procedure
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }) =>
      unlessRefused(await removeAccount(ctx.runtime.db, actorOf(ctx), input)),
    ),
})
