import { z } from "zod"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import { acceptInvitation } from "../capabilities/accept-invitation.ts"
import { choosePassword } from "../capabilities/choose-password.ts"
import { createInvitation } from "../capabilities/create-invitation.ts"
import { endInvitation } from "../capabilities/end-invitation.ts"
import { listInvitations } from "../capabilities/list-invitations.ts"
import { readInvitation } from "../capabilities/read-invitation.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { procedure, router } from "./trpc.ts"

// length and form of name, e-mail and password are the capability's to refuse, in words for the person who types them
const text = z.string().max(1_000)
const token = z.string().min(1).max(200)

export const invitationsRouter = router({
  create: procedure
    .input(
      z.strictObject({ role: z.enum(ACCOUNT_ROLES), email: text.optional(), mail: z.boolean().optional() }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db, mailer } = ctx.runtime
      return unlessRefused(await createInvitation(db, actorOf(ctx), input, mailer))
    }),

  list: procedure.query(async ({ ctx }) => ({
    ...(await listInvitations(ctx.runtime.db)),
    canMail: ctx.runtime.mailer !== null,
  })),

  end: procedure
    .input(z.strictObject({ id: z.string().min(1).max(64) }))
    .mutation(async ({ ctx, input }) =>
      unlessRefused(await endInvitation(ctx.runtime.db, actorOf(ctx), input)),
    ),

  choosePassword: procedure
    .input(z.strictObject({ token, password: text }))
    .mutation(async ({ ctx, input }) => unlessRefused(await choosePassword(ctx.runtime.db, input))),

  /** With `dryRun` it says what the link offers and changes nothing. */
  accept: procedure
    .input(
      z.union([
        z.strictObject({ token, dryRun: z.literal(true) }),
        z.strictObject({ token, name: text, email: text, password: text }),
      ]),
    )
    .mutation(async ({ ctx, input }) => {
      if ("dryRun" in input) {
        return { accepted: null, offer: unlessRefused(await readInvitation(ctx.runtime.db, input)) }
      }
      return {
        accepted: unlessRefused(await acceptInvitation(ctx.runtime.db, input)),
        offer: null,
      }
    }),
})
