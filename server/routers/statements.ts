import { z } from "zod"
import { correctStatement } from "../capabilities/correct-statement.ts"
import { editStatement } from "../capabilities/edit-statement.ts"
import { listStatements } from "../capabilities/list-statements.ts"
import { previewStatement, previewWithdrawal } from "../capabilities/preview-statement.ts"
import { publishStatement } from "../capabilities/publish-statement.ts"
import { readStatementPage } from "../capabilities/read-statement.ts"
import { changedFieldsSchema, recordSchema, recordStatement } from "../capabilities/record-statement.ts"
import { withdrawStatement } from "../capabilities/withdraw-statement.ts"
import { idSchema } from "../domain/negotiation-document.ts"
import { STANCES } from "../domain/vocabulary.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { preview, statementPage, statementState, statementWithHistory } from "./answers.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { shownTo } from "./shown-to.ts"
import { addSource, similar } from "./sources.ts"
import { procedure, router } from "./trpc.ts"

const target = slugInput.extend({ id: z.string().max(200) })
const note = z.string().trim().min(1, "Say in public what was wrong and what is right.").max(2000)
const override = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe("An editor's reason for setting the review aside")
const version = z.int().min(1)

export const statements = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/statements",
        summary: "Published statements, newest said first",
        answer: statementPage,
      },
    })
    .input(
      slugInput.extend({
        q: z.string().max(300).optional(),
        party: idSchema.optional(),
        person: idSchema.optional(),
        option: idSchema.optional(),
        stance: z.enum(STANCES).optional(),
        from: z.string().max(80).optional(),
        to: z.string().max(80).optional(),
        cursor: z.string().max(400).optional(),
        limit: z.int().min(1).max(200).optional(),
      }),
    )
    .query(async ({ ctx, input: { slug, ...filter } }) =>
      unlessRefused(await listStatements(ctx.runtime.db, await found(ctx, slug), filter)),
    ),

  get: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/statements/{id}",
        summary: "One statement with its versions and corrections",
        answer: statementWithHistory,
      },
    })
    .input(target)
    .query(async ({ ctx, input }) =>
      unlessRefused(
        await readStatementPage(ctx.runtime.db, await found(ctx, input.slug), ctx.actor, input.id),
      ),
    ),

  record: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements",
        summary: "Log one statement",
        body: "statement",
        status: 201,
        answer: statementState,
      },
    })
    .input(slugInput.extend({ statement: recordSchema }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return shownTo(ctx, input.slug, unlessRefused(await recordStatement(db, clock, actorOf(ctx), input)))
    }),

  edit: procedure
    .meta({
      http: {
        method: "PATCH",
        path: "/negotiations/{slug}/statements/{id}",
        summary: "Edit a draft",
        answer: statementState,
      },
    })
    .input(changedFieldsSchema.extend({ ...target.shape, version }))
    .mutation(async ({ ctx, input: { slug, id, version, ...fields } }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await editStatement(db, clock, actorOf(ctx), { slug, id, version, fields }))
    }),

  publish: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/publish",
        summary: "Publish, or send to review",
        answer: statementState,
      },
    })
    .input(target.extend({ version: version.optional(), override }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return shownTo(ctx, input.slug, unlessRefused(await publishStatement(db, clock, actorOf(ctx), input)))
    }),

  correct: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/correct",
        summary: "Correct in public, with a note",
        answer: statementState,
      },
    })
    .input(changedFieldsSchema.extend({ ...target.shape, note, override, version: version.optional() }))
    .mutation(async ({ ctx, input: { slug, id, note, override, version, ...fields } }) => {
      const { db, clock } = ctx.runtime
      const request = { slug, id, note, override, version, fields }
      return shownTo(ctx, slug, unlessRefused(await correctStatement(db, clock, actorOf(ctx), request)))
    }),

  withdraw: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/statements/{id}/withdraw",
        summary: "Withdraw, with a public note",
        answer: statementState,
      },
    })
    .input(target.extend({ note, version: version.optional() }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return shownTo(ctx, input.slug, unlessRefused(await withdrawStatement(db, clock, actorOf(ctx), input)))
    }),

  preview: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/preview",
        summary: "What publishing this would change",
        body: "statement",
        answer: preview,
      },
    })
    .input(slugInput.extend({ statement: recordSchema }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await previewStatement(db, clock, actorOf(ctx), input))
    }),

  previewWithdrawal: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/statements/{id}/withdrawal",
        summary: "What withdrawing this would change",
        answer: preview,
      },
    })
    .input(target)
    .query(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await previewWithdrawal(db, clock, actorOf(ctx), input))
    }),

  similar,
  addSource,
})
