import { eq } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { invitation, user } from "../../db/schema/account.ts"
import { holdAuthority, outranks } from "../accounts/authority.ts"
import { type IssuedInvitation, issueInvitation, voidInvitations } from "../accounts/invitations.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { type Actor, may } from "./matrix.ts"

const LINK_HOURS = 24

/**
 * Makes a one-time link by which somebody who lost the password or the second factor comes back to the same account, so
 * that what they recorded stays theirs. Nothing ends before the link is used; an older link of this kind ends with it.
 */
export async function recoverAccount(
  db: Database,
  actor: Actor,
  input: { id: string },
): Promise<IssuedInvitation | Refusal> {
  return await inTransaction(db, async (tx) => {
    const authority = await holdAuthority(tx, actor)
    if (authority === null || !may(authority, "accounts.recover")) {
      return refuse("not_allowed", "Your role was changed or your account removed while you asked for this.")
    }
    const [person] = await tx
      .select({ role: user.role, email: user.email })
      .from(user)
      .where(eq(user.id, input.id))
    if (!person) return refuse("not_found", "There is no account with this id.", "id")
    if (outranks(person.role, authority)) {
      return refuse("not_allowed", "You can help those of your own role and those below it.", "id")
    }
    await voidInvitations(tx, eq(invitation.recovers, input.id))
    return await issueInvitation(tx, {
      role: person.role,
      email: person.email,
      createdBy: actor.id,
      hours: LINK_HOURS,
      recovers: input.id,
    })
  })
}
