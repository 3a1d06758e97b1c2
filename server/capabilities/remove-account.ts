import { eq } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { ACCOUNT_ROLES, invitation, user } from "../../db/schema/account.ts"
import { forgetKeys, revokeKeysMadeBy } from "../accounts/api-keys.ts"
import { countAdministrators, holdAuthority, lockAdministrators } from "../accounts/authority.ts"
import { endConnectionsOf } from "../accounts/end-connections.ts"
import { madeBy, voidInvitations } from "../accounts/invitations.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { type Actor, may } from "./matrix.ts"

export interface RemovedAccount {
  id: string
  /** Keys that the person made and unused links of theirs, which have ended with the account. */
  keysRevoked: number
  invitationsEnded: number
}

/**
 * Removes a person's account and with it every session, socket, key and unused link of theirs. What they recorded stays in the
 * log under their id. The last administrator cannot be removed.
 */
export async function removeAccount(
  db: Database,
  actor: Actor,
  input: { id: string },
): Promise<RemovedAccount | Refusal> {
  const { id } = input
  const result = await inTransaction(db, async (tx): Promise<RemovedAccount | Refusal> => {
    await lockAdministrators(tx)
    if (!may(await holdAuthority(tx, actor), "accounts.remove")) {
      return refuse("not_allowed", "Your role was changed or your account removed while you asked for this.")
    }
    const [person] = await tx.select({ role: user.role }).from(user).where(eq(user.id, id)).for("update")
    if (!person) return refuse("not_found", "There is no account with this id.", "id")
    if (person.role === "administrator" && (await countAdministrators(tx)) === 1) {
      return refuse(
        "wrong_state",
        "This is the last administrator. Make somebody else administrator first.",
        "id",
      )
    }
    const keysRevoked = await revokeKeysMadeBy(tx, `user:${id}`, ACCOUNT_ROLES)
    const invitationsEnded = await voidInvitations(tx, madeBy(`user:${id}`))
    // the used link stays as a record of when, no longer of whom
    await tx.update(invitation).set({ usedBy: null }).where(eq(invitation.usedBy, id))
    await tx.delete(user).where(eq(user.id, id))
    await endConnectionsOf(tx, `user:${id}`)
    return { id, keysRevoked, invitationsEnded }
  })
  forgetKeys(db)
  return result
}
