import { z } from "zod"
import { readAccountAudit, readAudit } from "../capabilities/read-audit.ts"
import { AUDIT_SUBJECTS } from "../domain/vocabulary.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { auditPage } from "./answers.ts"
import { found, slugInput } from "./call.ts"
import { procedure, router } from "./trpc.ts"

const page = { cursor: z.string().max(400).optional(), limit: z.int().min(1).max(200).optional() }

export const audit = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/audit",
        summary: "Everything that changed, by whom, when, before and after; latest first",
        answer: auditPage,
      },
    })
    .input(
      slugInput.extend({
        about: z.enum(AUDIT_SUBJECTS).optional(),
        subject: z.string().max(200).optional(),
        by: z.string().max(200).optional(),
        from: z.string().max(80).optional(),
        to: z.string().max(80).optional(),
        ...page,
      }),
    )
    .query(async ({ ctx, input: { slug, ...filter } }) =>
      unlessRefused(await readAudit(ctx.runtime.db, await found(ctx, slug), filter)),
    ),

  accounts: procedure
    .input(z.strictObject(page))
    .query(async ({ ctx, input }) => unlessRefused(await readAccountAudit(ctx.runtime.db, input))),
})
