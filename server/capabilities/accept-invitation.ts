import { eq, sql } from "drizzle-orm"
import { actAs } from "../../db/acting.ts"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { type AccountRole, invitation } from "../../db/schema/account.ts"
import { countAdministrators, lockAdministrators } from "../accounts/authority.ts"
import {
  addPerson,
  type NewPerson,
  normaliseEmail,
  type PreparedPerson,
  preparePerson,
} from "../accounts/people.ts"
import { hashOf } from "../accounts/tokens.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type Invitation, readInvitation } from "./read-invitation.ts"

export interface AcceptInvitationInput extends NewPerson {
  token: string
}

export interface AcceptedInvitation {
  id: string
  email: string
  role: AccountRole
}

/**
 * Makes the one account that a link is good for. However many claim it at once, one gets it; of two links for the first
 * administrator one is honoured. Nobody has to be signed in: the link is the authority.
 */
export async function acceptInvitation(
  db: Database,
  input: AcceptInvitationInput,
): Promise<AcceptedInvitation | Refusal> {
  const offered = await readInvitation(db, input)
  if (isRefusal(offered)) return offered
  if (offered.recovers) {
    return refuse("wrong_state", "This link sets a new password and makes no account. Open it again.")
  }
  if (offered.email !== null && normaliseEmail(input.email) !== offered.email) {
    return refuse(
      "invalid",
      "This invitation is for another e-mail address. Use the one it was sent to.",
      "email",
    )
  }
  const person = await preparePerson(input)
  if (isRefusal(person)) return person
  return await inTransaction(db, (tx) => claim(tx, input.token, offered, person))
}

/** Writes nothing before all is known to hold, so that a refusal leaves nothing behind. */
async function claim(
  tx: Transaction,
  token: string,
  offered: Invitation,
  person: PreparedPerson,
): Promise<AcceptedInvitation | Refusal> {
  if (offered.forFirstAdministrator) {
    await lockAdministrators(tx)
    if ((await countAdministrators(tx)) > 0) {
      return refuse("wrong_state", "Parley has an administrator already, who can invite you.")
    }
  }
  // the row lock lets one claim through at a time; those that waited find the link used
  const still = await readInvitation(tx, { token }, "update")
  if (isRefusal(still)) return still
  const id = await addPerson(tx, person, still.role)
  if (id === null) {
    return refuse("already_exists", "This e-mail address has an account already. Sign in with it.", "email")
  }
  await actAs(tx, `user:${id}`)
  await tx
    .update(invitation)
    .set({ usedAt: sql`now()`, usedBy: id })
    .where(eq(invitation.tokenHash, hashOf(token)))
  return { id, email: person.email, role: still.role }
}
