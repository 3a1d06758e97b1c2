import { z } from "zod"
import { addChecklistPoints } from "../capabilities/add-checklist-points.ts"
import type { AgendaState } from "../capabilities/agenda-changes.ts"
import { editIssue, issueFieldsSchema } from "../capabilities/edit-issue.ts"
import { editNegotiation, negotiationFieldsSchema } from "../capabilities/edit-negotiation.ts"
import { editOption } from "../capabilities/edit-option.ts"
import { moveProposal, proposalStepSchema } from "../capabilities/move-proposal.ts"
import { ORDERED, reorderAgenda } from "../capabilities/reorder-agenda.ts"
import { retireIssue } from "../capabilities/retire-issue.ts"
import { retireOption } from "../capabilities/retire-option.ts"
import { splitIssue } from "../capabilities/split-issue.ts"
import { splitOption } from "../capabilities/split-option.ts"
import { newVersionSchema, supersedeProposal } from "../capabilities/supersede-proposal.ts"
import { idSchema, issueSchema, optionSchema } from "../domain/negotiation-document.ts"
import type { Refusal } from "../domain/refusal.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf, slugInput } from "./call.ts"
import { shownTo } from "./shown-to.ts"
import { type Context, procedure, router } from "./trpc.ts"

const target = slugInput.extend({ id: z.string().max(200) })
const date = z.string().min(1, "Write a date.").max(80).describe("EDTF date")
const order = z.array(idSchema).min(1).max(2000)
const state = z.object({
  seq: z.int().nullable().describe("The last public change; null where nothing differs"),
})
const made = state.extend({ made: z.string().describe("Id of what is new") })
const madeSeveral = state.extend({ made: z.array(z.string()).describe("Ids of what is new") })

/** Keeping the agenda. Each act is one change of the log, and earlier boards show the agenda that they had. */
export const agenda = router({
  editNegotiation: procedure
    .meta(
      patch(
        "/negotiations/{slug}",
        "Change title, summary, stage, review or visibility",
        z.object({ slug: z.string() }),
      ),
    )
    .input(negotiationFieldsSchema.extend(slugInput.shape))
    .mutation(async ({ ctx, input: { slug, ...fields } }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await editNegotiation(db, clock, actorOf(ctx), { slug, fields }))
    }),

  editIssue: procedure
    .meta(patch("/negotiations/{slug}/issues/{id}", "Rename an issue, or group it anew", state))
    .input(issueFieldsSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, ...fields } }) =>
      shown(ctx, slug, await editIssue(...doing(ctx), { slug, id, fields })),
    ),

  retireIssue: procedure
    .meta(post("/negotiations/{slug}/issues/{id}/retire", "Close all options of an issue", state))
    .input(target.extend({ on: date }))
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await retireIssue(...doing(ctx), input))),

  splitIssue: procedure
    .meta(post("/negotiations/{slug}/issues/{id}/split", "Move options to a new issue", made))
    .input(
      target.extend({
        title: issueSchema.shape.title,
        options: z.array(idSchema).min(1, "Choose what moves.").max(500),
      }),
    )
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await splitIssue(...doing(ctx), input))),

  editOption: procedure
    .meta(patch("/negotiations/{slug}/options/{id}", "Word an option anew", state))
    .input(target.extend({ text: optionSchema.shape.text }))
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await editOption(...doing(ctx), input))),

  retireOption: procedure
    .meta(
      post(
        "/negotiations/{slug}/options/{id}/retire",
        "Close an option with a date, or open it again",
        state,
      ),
    )
    .input(target.extend({ on: date.nullable().describe("EDTF date; null opens it again") }))
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await retireOption(...doing(ctx), input))),

  splitOption: procedure
    .meta(post("/negotiations/{slug}/options/{id}/split", "Split an option into several", madeSeveral))
    .input(
      target.extend({
        on: date,
        into: z.array(optionSchema.shape.text).min(2, "Word at least two options.").max(20),
      }),
    )
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await splitOption(...doing(ctx), input))),

  reorder: procedure
    .meta(post("/negotiations/{slug}/order", "Put parties, issues or options into another order", state))
    .input(slugInput.extend({ kind: z.enum(ORDERED), order }))
    .mutation(async ({ ctx, input }) => shown(ctx, input.slug, await reorderAgenda(...doing(ctx), input))),

  addPoints: procedure
    .meta(post("/negotiations/{slug}/checklist", "Put points of the checklist on the agenda", madeSeveral))
    .input(slugInput.extend({ points: z.array(z.int().min(1).max(30)).min(1, "Choose a point.").max(30) }))
    .mutation(async ({ ctx, input }) =>
      shown(ctx, input.slug, await addChecklistPoints(...doing(ctx), input)),
    ),

  supersedeProposal: procedure
    .meta(
      post(
        "/negotiations/{slug}/proposals/{id}/supersede",
        "Put a newer version of a proposal on the table",
        made,
      ),
    )
    .input(newVersionSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, ...proposal } }) =>
      shown(ctx, slug, await supersedeProposal(...doing(ctx), { slug, id, proposal })),
    ),

  moveProposal: procedure
    .meta(
      post("/negotiations/{slug}/proposals/{id}/move", "Change the status of a proposal, citing why", state),
    )
    .input(proposalStepSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, ...step } }) =>
      shown(ctx, slug, await moveProposal(...doing(ctx), { slug, id, step })),
    ),
})

function patch(path: string, summary: string, answer: z.ZodType) {
  return { http: { method: "PATCH" as const, path, summary, answer } }
}

function post(path: string, summary: string, answer: z.ZodType) {
  return { http: { method: "POST" as const, path, summary, answer } }
}

/** Where, when and by whom: what every act on the agenda is given first. */
function doing(ctx: Context) {
  return [ctx.runtime.db, ctx.runtime.clock, actorOf(ctx)] as const
}

async function shown<T extends AgendaState>(ctx: Context, slug: string, done: T | Refusal): Promise<T> {
  return shownTo(ctx, slug, unlessRefused(done))
}
