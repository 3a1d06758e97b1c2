import { z } from "zod"
import { clipArticle } from "../capabilities/clip-article.ts"
import { dateClip } from "../capabilities/date-clip.ts"
import { listClips } from "../capabilities/list-clips.ts"
import { readClip } from "../capabilities/read-clip.ts"
import { readClippedSource } from "../capabilities/read-clipped-source.ts"
import { clipInputSchema, clipSchema, clipSummarySchema, MAX_CLIP_BYTES } from "../domain/clip.ts"
import { statementSchema } from "../domain/negotiation-document.ts"
import { refuse } from "../domain/refusal.ts"
import { tooManyRequests } from "../http/api.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { procedure, router, trpcError } from "./trpc.ts"

export const clips = router({
  create: procedure
    .meta({
      http: {
        method: "POST",
        path: "/clip",
        summary: "Clip an article: archive it, read it, suggest who said what",
        status: 201,
        // a file comes as base64, HTML with its escapes
        maxBytes: MAX_CLIP_BYTES * 2,
        answer: clipSchema,
      },
    })
    .input(clipInputSchema)
    .mutation(async ({ ctx, input }) => {
      const { db, clock, env, limits } = ctx.runtime
      const actor = actorOf(ctx)
      const reached = await limits.clip(actor)
      if (reached) throw trpcError(refuse("too_many_requests", tooManyRequests(reached).problem.detail))
      return unlessRefused(await clipArticle(db, clock, actor, input, env))
    }),

  get: procedure
    .meta({
      http: {
        method: "GET",
        path: "/clips/{id}",
        summary: "A clip again, with suggestions for the cast of now",
        answer: clipSchema,
      },
    })
    .input(z.object({ id: z.string().max(100) }))
    .query(async ({ ctx, input }) => unlessRefused(await readClip(ctx.runtime.db, input.id))),

  date: procedure
    .meta({
      http: {
        method: "POST",
        path: "/clips/{id}/date",
        summary: "Say when an article was published that does not say so itself",
        answer: clipSchema,
      },
    })
    .input(z.object({ id: z.string().max(100), publishedAt: z.string().max(80) }))
    .mutation(async ({ ctx, input }) => unlessRefused(await dateClip(ctx.runtime.db, input))),

  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/clips",
        summary: "What was clipped for a negotiation, newest first",
        answer: z.object({ items: z.array(clipSummarySchema) }),
      },
    })
    .input(slugInput)
    .query(async ({ ctx, input }) => ({
      items: await listClips(ctx.runtime.db, await found(ctx, input.slug)),
    })),

  source: procedure
    .input(slugInput.extend({ statement: statementSchema.pick({ documents: true, span: true }) }))
    .query(async ({ ctx, input }) =>
      readClippedSource(ctx.runtime.db, await found(ctx, input.slug), input.statement),
    ),
})
