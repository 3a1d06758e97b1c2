import { z } from "zod"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import { listAccounts } from "../capabilities/list-accounts.ts"
import { readOwnAccount, readSignInMeans } from "../capabilities/read-own-account.ts"
import { recoverAccount } from "../capabilities/recover-account.ts"
import { removeAccount } from "../capabilities/remove-account.ts"
import { setRole } from "../capabilities/set-role.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { procedure, router } from "./trpc.ts"

const id = z.string().min(1).max(100)

export const accountsRouter = router({
  me: procedure.query(({ ctx }) => readOwnAccount(ctx.runtime.db, ctx.actor)),

  signInMeans: procedure.query(({ ctx }) => readSignInMeans(ctx.runtime.db, ctx.actor)),

  list: procedure.query(({ ctx }) => listAccounts(ctx.runtime.db)),

  setRole: procedure
    .input(z.strictObject({ id, role: z.enum(ACCOUNT_ROLES) }))
    .mutation(async ({ ctx, input }) => unlessRefused(await setRole(ctx.runtime.db, actorOf(ctx), input))),

  recover: procedure
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }) =>
      unlessRefused(await recoverAccount(ctx.runtime.db, actorOf(ctx), input)),
    ),

  remove: procedure
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }) =>
      unlessRefused(await removeAccount(ctx.runtime.db, actorOf(ctx), input)),
    ),
})
