import { z } from "zod"
import { commentOnDraft } from "../capabilities/comment-on-draft.ts"
import { listDrafts, QUEUE_PARTS } from "../capabilities/list-drafts.ts"
import { readDraft } from "../capabilities/read-draft.ts"
import { requestReview } from "../capabilities/request-review.ts"
import { returnStatement } from "../capabilities/return-statement.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { draftList, draftWithDiscussion, statementState } from "./answers.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { procedure, router } from "./trpc.ts"

const target = slugInput.extend({ id: z.string().max(200) })
const comment = z.string().trim().min(1, "Say what is missing, for the author.").max(2000)
const version = z.int().min(1)

export const drafts = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/drafts",
        summary: "Drafts and the review queue, latest saved first",
        answer: draftList,
      },
    })
    .input(
      slugInput.extend({
        part: z.enum(QUEUE_PARTS).optional(),
        q: z.string().max(300).optional(),
        cursor: z.string().max(400).optional(),
        limit: z.int().min(1).max(200).optional(),
      }),
    )
    .query(async ({ ctx, input: { slug, ...filter } }) =>
      unlessRefused(await listDrafts(ctx.runtime.db, await found(ctx, slug), actorOf(ctx), filter)),
    ),

  get: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/drafts/{id}",
        summary: "One draft with what was said about it at the desk",
        answer: draftWithDiscussion,
      },
    })
    .input(target)
    .query(async ({ ctx, input }) =>
      unlessRefused(await readDraft(ctx.runtime.db, await found(ctx, input.slug), input.id)),
    ),

  sendToReview: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/review",
        summary: "Send a draft to review",
        answer: statementState,
      },
    })
    .input(target.extend({ version: version.optional(), comment: comment.optional() }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await requestReview(db, clock, actorOf(ctx), input))
    }),

  return: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/return",
        summary: "Return a statement from review, with a comment for its author",
        answer: statementState,
      },
    })
    .input(target.extend({ version: version.optional(), comment }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await returnStatement(db, clock, actorOf(ctx), input))
    }),

  comment: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/comment",
        summary: "Say something about a draft, for the desk alone",
        answer: statementState,
      },
    })
    .input(target.extend({ comment }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await commentOnDraft(db, clock, actorOf(ctx), input))
    }),
})
