import { z } from "zod"
import { addSource as add, addedDocumentsSchema } from "../capabilities/add-source.ts"
import { findSimilar, saidSchema } from "../capabilities/find-similar.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { similarList, statementState } from "./answers.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { shownTo } from "./shown-to.ts"
import { procedure } from "./trpc.ts"

/** `statements.similar` */
export const similar = procedure
  .meta({
    http: {
      method: "POST",
      path: "/negotiations/{slug}/similar",
      summary: "Statements there are that may be the same words",
      description:
        "Of the same speaker, on the same day. It offers what a person then decides; nothing is stored.",
      answer: similarList,
    },
  })
  .input(slugInput.extend({ said: z.array(saidSchema).max(200) }))
  .mutation(async ({ ctx, input }) => ({
    items: unlessRefused(await findSimilar(ctx.runtime.db, await found(ctx, input.slug), input.said)),
  }))

/** `statements.addSource` */
export const addSource = procedure
  .meta({
    http: {
      method: "POST",
      path: "/negotiations/{slug}/statements/{id}/sources",
      summary: "Add documents that have the same words",
      description: "A published statement is corrected, with a public note that says so; a draft is edited.",
      answer: statementState,
    },
  })
  .input(
    slugInput.extend({
      id: z.string().max(200),
      version: z.int().min(1).optional(),
      documents: addedDocumentsSchema,
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { db, clock } = ctx.runtime
    return shownTo(ctx, input.slug, unlessRefused(await add(db, clock, actorOf(ctx), input)))
  })
