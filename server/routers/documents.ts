import { addOutlet, newOutletSchema } from "../capabilities/add-outlet.ts"
import { listStatementsOfDocument } from "../capabilities/list-statements-of-document.ts"
import { idSchema } from "../domain/negotiation-document.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { procedure, router } from "./trpc.ts"

/** What the desk asks while an article becomes statements. */
export const documents = router({
  /** What has been made of a document so far, drafts among it. */
  statements: procedure
    .input(slugInput.extend({ id: idSchema }))
    .query(async ({ ctx, input: { slug, id } }) => ({
      items: await listStatementsOfDocument(ctx.runtime.db, await found(ctx, slug), id),
    })),

  /** While an article of a new outlet is clipped; grading and changing outlets is an editor's. */
  addOutlet: procedure
    .input(slugInput.extend({ source: newOutletSchema }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await addOutlet(db, clock, actorOf(ctx), input))
    }),
})
