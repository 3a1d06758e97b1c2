import { eq } from "drizzle-orm"
import { actAs } from "../../db/acting.ts"
import { type Database, inTransaction } from "../../db/client.ts"
import { invitationId, voidInvitations } from "../accounts/invitations.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

/** Ends a link before anybody used it. */
export async function endInvitation(
  db: Database,
  actor: Pick<Actor, "id">,
  input: { id: string },
): Promise<{ id: string } | Refusal> {
  const ended = await inTransaction(db, async (tx) => {
    await actAs(tx, actor.id)
    return await voidInvitations(tx, eq(invitationId, input.id))
  })
  if (ended > 0) return { id: input.id }
  return refuse(
    "not_found",
    "This link cannot be used any more: it was used, has expired or was ended.",
    "id",
  )
}
