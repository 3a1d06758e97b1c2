import { eq } from "drizzle-orm"
import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { negotiation } from "../../db/schema/negotiation.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { negotiationSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

/** Its address and its time zone stay: links lead to the one, and every interval was read in the other. */
export const negotiationFieldsSchema = negotiationSchema.omit({ slug: true, timeZone: true }).partial()
export type NegotiationFields = z.infer<typeof negotiationFieldsSchema>

/**
 * Changes what a negotiation is called and how it is kept: title, summary, stage, review, visibility. One that becomes
 * private is closed to readers who have it open.
 */
export async function editNegotiation(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; fields: NegotiationFields },
): Promise<{ slug: string } | Refusal> {
  const done = await commitChange(db, { slug: input.slug, by: actor.id }, clock, async (tx, locked) => {
    if (Object.keys(input.fields).length > 0)
      await tx.update(negotiation).set(input.fields).where(eq(negotiation.id, locked.negotiation.id))
    return { result: { slug: input.slug } }
  })
  return isRefusal(done) ? done : done.result
}
