import { z } from "zod"
import { editSubscriber, renewLinks } from "../capabilities/edit-subscriber.ts"
import { listFailingEndpoints } from "../capabilities/list-failing-endpoints.ts"
import { countUnread, listAllMessages, listInbox, markRead } from "../capabilities/list-messages.ts"
import { resendMessage } from "../capabilities/resend-message.ts"
import { ENDPOINT_TYPES, MESSAGE_STATES } from "../domain/alert-values.ts"
import { refuse } from "../domain/refusal.ts"
import { linkSchema } from "../domain/subscription.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf } from "./call.ts"
import { type Context, procedure, router, trpcError } from "./trpc.ts"

const minute = z.int().min(0).max(1_439)
const cursor = z.string().max(200).optional()

/** What concerns a subscriber as a whole. */
export const subscribers = router({
  edit: procedure
    .input(
      z.strictObject({
        timeZone: z.string().max(80),
        digestHour: z.int().min(0).max(23),
        quiet: z.strictObject({ from: minute, to: minute }).nullable(),
        link: linkSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db, links } = ctx.runtime
      return unlessRefused(await editSubscriber(db, links, { actor: ctx.actor, ...input }))
    }),

  renewLinks: procedure.input(z.strictObject({ link: linkSchema })).mutation(async ({ ctx, input }) => {
    const { db, links } = ctx.runtime
    return unlessRefused(await renewLinks(db, links, { actor: ctx.actor, ...input }))
  }),
})

export const inbox = router({
  list: procedure
    .input(z.strictObject({ cursor }))
    .query(async ({ ctx, input }) =>
      unlessRefused(
        await listInbox(ctx.runtime.db, { actor: ctx.actor, userId: personOf(ctx) }, input.cursor),
      ),
    ),

  count: procedure.query(async ({ ctx }) => ({ unread: await countUnread(ctx.runtime.db, personOf(ctx)) })),

  markRead: procedure
    .input(z.strictObject({ messages: z.union([z.literal("all"), z.array(z.string().max(100)).max(500)]) }))
    .mutation(({ ctx, input }) =>
      markRead(ctx.runtime.db, personOf(ctx), input.messages, ctx.runtime.clock()),
    ),
})

export const deliveries = router({
  list: procedure
    .input(
      z.strictObject({
        state: z.enum(MESSAGE_STATES).optional(),
        type: z.enum(ENDPOINT_TYPES).optional(),
        cursor,
      }),
    )
    .query(async ({ ctx, input }) => unlessRefused(await listAllMessages(ctx.runtime.db, input))),

  failing: procedure.query(({ ctx }) => listFailingEndpoints(ctx.runtime.db)),

  resend: procedure
    .input(z.strictObject({ message: z.string().min(1).max(100), link: linkSchema }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await resendMessage(db, ctx.runtime, { actor: ctx.actor, ...input }, clock()))
    }),
})

/** An inbox is a person's, not a program's. */
function personOf(ctx: Context): string {
  const { id } = actorOf(ctx)
  if (!id.startsWith("user:"))
    throw trpcError(refuse("not_allowed", "An inbox is a person's. A key has none."))
  return id.slice("user:".length)
}
