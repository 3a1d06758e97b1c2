import { z } from "zod"
import { addOfficeOf } from "../capabilities/add-office.ts"
import { addPerson, newPersonSchema } from "../capabilities/add-person.ts"
import { actorFieldsSchema, editActor } from "../capabilities/edit-actor.ts"
import { editPerson, personFieldsSchema } from "../capabilities/edit-person.ts"
import { editSource, sourceFieldsSchema } from "../capabilities/edit-source.ts"
import { listEntries } from "../capabilities/list-entries.ts"
import { mergePeople } from "../capabilities/merge-people.ts"
import { idSchema, personSchema } from "../domain/negotiation-document.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { actorOf, found, slugInput } from "./call.ts"
import { entries, entryActor, entryPerson, entrySource, merge } from "./cast-answers.ts"
import { shownTo } from "./shown-to.ts"
import { procedure, router } from "./trpc.ts"

const target = slugInput.extend({
  id: z.string().max(200),
  edition: z.string().max(40).optional().describe("As the entry was read; another is refused"),
})

/** Keeping the cast: people, actors and sources, in one negotiation and wherever else they are known. */
export const cast = router({
  entries: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/entries",
        summary: "Everything a negotiation knows, for those who keep it",
        answer: entries,
      },
    })
    .input(slugInput)
    .query(async ({ ctx, input }) => listEntries(ctx.runtime.db, (await found(ctx, input.slug)).id)),

  addPerson: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/people",
        summary: "Add a person with their offices",
        status: 201,
        body: "person",
        answer: entryPerson,
      },
    })
    .input(slugInput.extend({ person: newPersonSchema }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await addPerson(db, clock, actorOf(ctx), input))
    }),

  addOffice: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/people/{id}/offices",
        summary: "Add an office to a person",
        status: 201,
        body: "office",
        answer: entryPerson,
      },
    })
    .input(target.omit({ edition: true }).extend({ office: personSchema.shape.offices.unwrap().element }))
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await addOfficeOf(db, clock, actorOf(ctx), input))
    }),

  editPerson: procedure
    .meta({
      http: {
        method: "PATCH",
        path: "/negotiations/{slug}/people/{id}",
        summary: "Change a person: names, spellings, offices",
        description:
          "A list that is given is the whole list. Published statements keep the name and tier they were published with.",
        answer: entryPerson,
      },
    })
    .input(personFieldsSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, edition, ...fields } }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await editPerson(db, clock, actorOf(ctx), { slug, id, edition, fields }))
    }),

  mergePeople: procedure
    .meta({
      http: {
        method: "POST",
        path: "/negotiations/{slug}/people/{id}/merge",
        summary: "Merge an entry into another of the same person",
        description:
          "Everywhere at once or nowhere. Published statements are corrected in public; with dryRun nothing is stored.",
        answer: merge,
      },
    })
    .input(
      target.omit({ edition: true }).extend({
        into: idSchema.describe("The entry that is kept"),
        note: z
          .string()
          .trim()
          .max(1000)
          .optional()
          .describe("Public words added to the note of each correction"),
        dryRun: z.boolean().optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db, clock } = ctx.runtime
      const done = unlessRefused(await mergePeople(db, clock, actorOf(ctx), input))
      return shownTo(ctx, input.slug, done)
    }),

  editActor: procedure
    .meta({
      http: {
        method: "PATCH",
        path: "/negotiations/{slug}/actors/{id}",
        summary: "Change an actor, and its roles at this table",
        description: "A new name is on every board at once; earlier boards keep the name they had.",
        answer: entryActor.extend({ seq: z.int().nullable() }),
      },
    })
    .input(actorFieldsSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, edition, ...fields } }) => {
      const { db, clock } = ctx.runtime
      const done = await editActor(db, clock, actorOf(ctx), { slug, id, edition, fields })
      return shownTo(ctx, slug, unlessRefused(done))
    }),

  editSource: procedure
    .meta({
      http: {
        method: "PATCH",
        path: "/negotiations/{slug}/sources/{id}",
        summary: "Change a source: name, class, reliability",
        answer: entrySource,
      },
    })
    .input(sourceFieldsSchema.extend(target.shape))
    .mutation(async ({ ctx, input: { slug, id, edition, ...fields } }) => {
      const { db, clock } = ctx.runtime
      return unlessRefused(await editSource(db, clock, actorOf(ctx), { slug, id, edition, fields }))
    }),
})
