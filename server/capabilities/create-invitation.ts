import { eq } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { type AccountRole, user } from "../../db/schema/account.ts"
import { holdAuthority, outranks } from "../accounts/authority.ts"
import { type IssuedInvitation, issueInvitation } from "../accounts/invitations.ts"
import { normaliseEmail } from "../accounts/people.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

const LINK_HOURS = 7 * 24

export interface CreateInvitationInput {
  role: AccountRole
  /** Where it is given, only this address can be used with the link. */
  email?: string | undefined
}

/** Makes a one-time link for one new account. The link is returned this once and kept nowhere. */
export async function createInvitation(
  db: Database,
  actor: Actor,
  input: CreateInvitationInput,
): Promise<(IssuedInvitation & { role: AccountRole; email: string | null }) | Refusal> {
  const wanted = input.email?.trim() ?? ""
  const email = wanted === "" ? null : normaliseEmail(wanted)
  if (wanted !== "" && email === null) {
    return refuse("invalid", "Enter an e-mail address, such as name@example.org, or leave it empty.", "email")
  }
  return await inTransaction(db, async (tx) => {
    const authority = await holdAuthority(tx, actor)
    if (authority === null) return refuse("not_signed_in", "Your account or key has been removed.")
    if (outranks(input.role, authority)) {
      return refuse("not_allowed", "You can invite to your own role and to those below it.", "role")
    }
    if (email !== null && (await tx.$count(user, eq(user.email, email))) > 0) {
      return refuse(
        "already_exists",
        "This e-mail address has an account. Change its role under People.",
        "email",
      )
    }
    const issued = await issueInvitation(tx, {
      role: input.role,
      email,
      createdBy: actor.id,
      hours: LINK_HOURS,
    })
    return { ...issued, role: input.role, email }
  })
}
