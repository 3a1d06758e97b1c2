import { hashPassword } from "better-auth/crypto"
import { and, eq, sql } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { account, invitation, passkey, session, twoFactor, user } from "../../db/schema/account.ts"
import { endConnectionsOf } from "../accounts/end-connections.ts"
import { findWeakness } from "../accounts/people.ts"
import { hashOf } from "../accounts/tokens.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { readInvitation } from "./read-invitation.ts"

/**
 * Lets the holder of a recovery link choose a new password. Every sign-in of the account ends with it, and so do its second
 * factor and its passkeys: whoever lost them, or had them stolen, sets new ones up.
 */
export async function choosePassword(
  db: Database,
  input: { token: string; password: string },
): Promise<{ email: string } | Refusal> {
  const weakness = findWeakness(input.password)
  if (weakness) return weakness
  const offered = await readInvitation(db, input)
  if (isRefusal(offered)) return offered
  const password = await hashPassword(input.password)
  return await inTransaction(db, async (tx) => {
    // the row lock lets one claim through at a time; those that waited find the link used
    const still = await readInvitation(tx, input, "update")
    if (isRefusal(still)) return still
    if (!still.recovers) {
      return refuse("wrong_state", "This link makes a new account and sets no password. Open it again.")
    }
    const { id } = still.recovers
    await tx
      .update(account)
      .set({ password, updatedAt: sql`now()` })
      .where(and(eq(account.userId, id), eq(account.providerId, "credential")))
    await tx.delete(session).where(eq(session.userId, id))
    await tx.delete(twoFactor).where(eq(twoFactor.userId, id))
    await tx.delete(passkey).where(eq(passkey.userId, id))
    const [person] = await tx
      .update(user)
      .set({ twoFactorEnabled: false, updatedAt: sql`now()` })
      .where(eq(user.id, id))
      .returning({ email: user.email })
    if (!person) return refuse("not_found", "This account has been removed.")
    await endConnectionsOf(tx, `user:${id}`)
    await tx
      .update(invitation)
      .set({ usedAt: sql`now()`, usedBy: id })
      .where(eq(invitation.tokenHash, hashOf(input.token)))
    return person
  })
}
