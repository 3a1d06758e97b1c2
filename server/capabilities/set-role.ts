import { eq, sql } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { ACCOUNT_ROLES, type AccountRole, user } from "../../db/schema/account.ts"
import { forgetKeys, revokeKeysMadeBy } from "../accounts/api-keys.ts"
import { countAdministrators, holdAuthority, lockAdministrators, outranks } from "../accounts/authority.ts"
import { endConnectionsOf } from "../accounts/end-connections.ts"
import { madeBy, voidInvitations } from "../accounts/invitations.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { type Actor, may } from "./matrix.ts"

export interface RoleSet {
  id: string
  role: AccountRole
  /** Keys of theirs that allowed more than the new role, and unused links of theirs, which have ended with it. */
  keysRevoked: number
  invitationsEnded: number
}

/**
 * Gives a person another role, from their next request on. Whoever loses rights loses the keys that carried them and the
 * links they handed out. The last administrator stays one.
 */
export async function setRole(
  db: Database,
  actor: Actor,
  input: { id: string; role: AccountRole },
): Promise<RoleSet | Refusal> {
  const result = await inTransaction(db, async (tx): Promise<RoleSet | Refusal> => {
    await lockAdministrators(tx)
    if (!may(await holdAuthority(tx, actor), "accounts.setRole")) {
      return refuse("not_allowed", "Your role was changed or your account removed while you asked for this.")
    }
    const [person] = await tx
      .select({ role: user.role })
      .from(user)
      .where(eq(user.id, input.id))
      .for("update")
    if (!person) return refuse("not_found", "There is no account with this id.", "id")
    const { id, role } = input
    if (!outranks(person.role, role)) {
      await tx.update(user).set({ role, updatedAt: sql`now()` }).where(eq(user.id, id))
      return { id, role, keysRevoked: 0, invitationsEnded: 0 }
    }
    if (person.role === "administrator" && (await countAdministrators(tx)) === 1) {
      return refuse(
        "wrong_state",
        "This is the last administrator. Make somebody else administrator first.",
        "role",
      )
    }
    await tx.update(user).set({ role, updatedAt: sql`now()` }).where(eq(user.id, id))
    const above = ACCOUNT_ROLES.filter((each) => outranks(each, role))
    const keysRevoked = await revokeKeysMadeBy(tx, `user:${id}`, above)
    const invitationsEnded = await voidInvitations(tx, madeBy(`user:${id}`))
    await endConnectionsOf(tx, `user:${id}`)
    return { id, role, keysRevoked, invitationsEnded }
  })
  forgetKeys(db)
  return result
}
