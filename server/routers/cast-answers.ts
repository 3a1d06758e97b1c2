import { z } from "zod"
import type { Entries, EntryActor, EntryPerson, EntrySource } from "../capabilities/list-entries.ts"
import type { Merge } from "../capabilities/merge-people.ts"
import {
  actorSchema,
  agreementSchema,
  eventSchema,
  partySchema,
  proposalSchema,
  sourceSchema,
} from "../domain/negotiation-document.ts"
import { RELIABILITIES } from "../domain/vocabulary.ts"
import { describing, effect } from "./answers.ts"

/* What keeping the cast answers, for the description of the API. */

const named = {
  id: z.string(),
  name: z.string(),
  elsewhere: z.int().describe("Other negotiations that know this entry"),
  uses: z.int().describe("What rests on it here"),
  edition: z.string().describe("Differs once anything in the entry does"),
}
const spelt = { names: z.record(z.string(), z.string()), aliases: z.array(z.string()) }
export const entryPerson = describing<EntryPerson>()(
  z.object({
    ...named,
    ...spelt,
    offices: z.array(
      z.object({
        number: z.int(),
        actor: z.string(),
        title: z.string(),
        tier: z.int(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    ),
    merged: z.array(z.string()).describe("Ids of entries that were merged into this one"),
  }),
)
export const entryActor = describing<EntryActor>()(
  z.object({
    ...named,
    ...spelt,
    kind: actorSchema.shape.kind,
    iso: z.string().nullable(),
    parent: z.string().nullable(),
    roles: partySchema.shape.roles.min(0),
  }),
)
export const entrySource = describing<EntrySource>()(
  z.object({
    ...named,
    class: sourceSchema.shape.class,
    reliability: z.enum(RELIABILITIES).nullable(),
  }),
)
export const entries = describing<Entries>()(
  z.object({
    people: z.array(entryPerson),
    actors: z.array(entryActor),
    sources: z.array(entrySource),
    issues: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        group: z.string().nullable(),
        checklist: z.int().nullable(),
      }),
    ),
    options: z.array(
      z.object({
        id: z.string(),
        issue: z.string(),
        text: z.string(),
        closed: z.string().nullable(),
        uses: z.int(),
      }),
    ),
    proposals: z.array(proposalSchema),
    documents: z.array(z.object({ id: z.string(), name: z.string() })),
    events: z.array(eventSchema),
    agreements: z.array(agreementSchema),
  }),
)

const who = z.object({ id: z.string(), name: z.string() })
export const merge = describing<Merge>()(
  z.object({
    kept: who,
    merged: who,
    dryRun: z.boolean(),
    note: z.string().describe("Public note of every correction"),
    negotiations: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        statements: z
          .array(z.object({ id: z.string(), gist: z.string(), saidAt: z.string() }))
          .describe("Published statements that are corrected"),
        drafts: z.array(z.string()),
        effect,
        risky: z.int().describe("Corrections that would need a second person"),
      }),
    ),
    seq: z.int().nullable().describe("The last public change here"),
  }),
)
