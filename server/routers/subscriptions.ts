import { z } from "zod"
import {
  confirmSubscription,
  readSubscriptionLink,
  stopByLink,
} from "../capabilities/confirm-subscription.ts"
import { sendManageLink } from "../capabilities/edit-subscriber.ts"
import { editSubscription, endSubscription, rotateSecret } from "../capabilities/edit-subscription.ts"
import { listOwnMessages } from "../capabilities/list-messages.ts"
import { listSubscriptions } from "../capabilities/list-subscriptions.ts"
import { previewAlerts } from "../capabilities/preview-alerts.ts"
import { subscribe } from "../capabilities/subscribe.ts"
import { CADENCES } from "../domain/alert-values.ts"
import { refuse } from "../domain/refusal.ts"
import { filterSchema, linkSchema, subscribeSchema } from "../domain/subscription.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { messagePageAnswer, ownSubscriptionsAnswer, subscribedAnswer } from "./answers-alerts.ts"
import { type Context, procedure, router, trpcError } from "./trpc.ts"

const id = z.string().min(1).max(100)
const token = z.string().min(1).max(500)
const own = z.strictObject({ id, link: linkSchema })

export const subscriptions = router({
  /** Which channels this site has. */
  channels: procedure.query(({ ctx }) => ({
    email: ctx.runtime.canMail,
    inbox: ctx.actor?.id.startsWith("user:") ?? false,
    webhook: ctx.actor !== null,
  })),

  create: procedure
    .meta({
      http: {
        method: "POST",
        path: "/subscriptions",
        summary: "Subscribe to alerts",
        description:
          "A webhook's answer holds its secret, once. What is entered for an address of e-mail is pending until the link in the mail sent there is confirmed.",
        status: 201,
        answer: subscribedAnswer,
      },
    })
    .input(subscribeSchema)
    .mutation(async ({ ctx, input }) => {
      // without an address it goes to that of the account or the link, which counts as one as well
      if (input.channel.type === "email")
        await limitMails(ctx, input.channel.address?.trim() || (input.link ?? ctx.actor?.id ?? ""))
      return unlessRefused(await subscribe(ctx.runtime, ctx.actor, input))
    }),

  preview: procedure
    .input(z.strictObject({ negotiation: z.string().max(200).optional(), filter: filterSchema }))
    .query(async ({ ctx, input }) =>
      unlessRefused(await previewAlerts(ctx.runtime.db, ctx.actor, input, ctx.runtime.clock())),
    ),

  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/subscriptions",
        summary: "One's own subscriptions",
        answer: ownSubscriptionsAnswer,
      },
    })
    .input(z.strictObject({ link: linkSchema }))
    .query(async ({ ctx, input }) => {
      const { db, links, clock } = ctx.runtime
      return unlessRefused(await listSubscriptions(db, links, { actor: ctx.actor, ...input }, clock()))
    }),

  edit: procedure
    .input(own.extend({ filter: filterSchema.optional(), cadence: z.enum(CADENCES).optional() }))
    .mutation(async ({ ctx, input }) => {
      const { db, links } = ctx.runtime
      return unlessRefused(await editSubscription(db, links, { actor: ctx.actor, ...input }))
    }),

  end: procedure
    .meta({
      http: {
        method: "POST",
        path: "/subscriptions/{id}/end",
        summary: "End one of one's own subscriptions",
        answer: z.object({ id: z.string() }),
      },
    })
    .input(own)
    .mutation(async ({ ctx, input }) => {
      const { db, links } = ctx.runtime
      return unlessRefused(await endSubscription(db, links, { actor: ctx.actor, ...input }))
    }),

  rotateSecret: procedure
    .meta({
      http: {
        method: "POST",
        path: "/subscriptions/{id}/secret",
        summary: "Give a webhook another secret",
        description: "For 24 hours messages are signed with the earlier one too.",
        answer: z.object({ secret: z.string(), overlapUntil: z.iso.datetime() }),
      },
    })
    .input(own)
    .mutation(async ({ ctx, input }) => {
      const { db, links, webhookSecrets, clock } = ctx.runtime
      return unlessRefused(
        await rotateSecret(db, links, webhookSecrets, { actor: ctx.actor, ...input }, clock()),
      )
    }),

  deliveries: procedure
    .meta({
      http: {
        method: "GET",
        path: "/subscriptions/{id}/deliveries",
        summary: "What was sent, each attempt with its outcome",
        answer: messagePageAnswer,
      },
    })
    .input(own.extend({ cursor: z.string().max(200).optional() }))
    .query(async ({ ctx, input }) => {
      const { db, links } = ctx.runtime
      return unlessRefused(await listOwnMessages(db, links, { actor: ctx.actor, ...input }))
    }),

  readLink: procedure.input(z.strictObject({ token })).query(async ({ ctx, input }) => {
    const { db, links, clock } = ctx.runtime
    return unlessRefused(await readSubscriptionLink(db, links, input, clock()))
  }),

  confirm: procedure.input(z.strictObject({ token })).mutation(async ({ ctx, input }) => {
    const { db, links, clock } = ctx.runtime
    return unlessRefused(await confirmSubscription(db, links, input, clock()))
  }),

  stop: procedure
    .input(z.strictObject({ token }))
    .mutation(async ({ ctx, input }) =>
      unlessRefused(await stopByLink(ctx.runtime.db, ctx.runtime.links, input)),
    ),

  sendLink: procedure
    .input(z.strictObject({ address: z.string().min(1).max(320) }))
    .mutation(async ({ ctx, input }) => {
      await limitMails(ctx, input.address)
      const { db, outbox, canMail, clock } = ctx.runtime
      return unlessRefused(await sendManageLink(db, outbox, { ...input, canMail }, clock()))
    }),
})

/** Whoever asks: nobody's address is for others to fill. */
async function limitMails({ runtime, ip }: Context, address: string): Promise<void> {
  const reached = await runtime.limits.mailTo(address, ip)
  if (!reached) return
  const minutes = Math.ceil(reached.retryAfterSeconds / 60)
  throw trpcError(
    refuse(
      "too_many_requests",
      `Too many mails were asked for. Nothing was sent. Try again in ${minutes} minutes.`,
    ),
  )
}
