import { z } from "zod"
import {
  type Clocks,
  type FoundNegotiation,
  findNegotiation,
  readClocks,
} from "../capabilities/find-negotiation.ts"
import type { Actor } from "../capabilities/matrix.ts"
import { refuse } from "../domain/refusal.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import { type Context, trpcError } from "./trpc.ts"

/** What most procedures are asked with. */
export const slugInput = z.object({ slug: z.string().max(200) })

const instant = z
  .string()
  .max(80)
  .optional()
  .describe("ISO instant or date; a date means its end in the negotiation's zone")
/** The two clocks: what was said by then, and what this board showed then. */
export const clocksInput = slugInput.extend({ asOf: instant, knownAt: instant })

/** The negotiation that the caller names and may see. */
export async function found(ctx: Context, slug: string): Promise<FoundNegotiation> {
  return unlessRefused(await findNegotiation(ctx.runtime.db, ctx.actor, slug))
}

/** Who acts; the matrix lets nobody without a role reach a procedure that asks. */
export function actorOf(ctx: Context): Actor {
  if (!ctx.actor) throw trpcError(refuse("not_signed_in", "Sign in first, or send a key."))
  return ctx.actor
}

/** Both instants of a question, now where none is asked for. */
export function clocksOf(
  ctx: Context,
  negotiation: FoundNegotiation,
  asked: { asOf?: string | undefined; knownAt?: string | undefined },
): Clocks {
  const now = ctx.runtime.clock()
  return unlessRefused(readClocks(asked, negotiation.zone, now)) ?? { t: now, k: now }
}
