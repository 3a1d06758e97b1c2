import { eq, sql } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, invitation, user } from "../../db/schema/account.ts"
import { FIRST_ADMINISTRATOR } from "../accounts/invitations.ts"
import { hashOf } from "../accounts/tokens.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

export interface Invitation {
  role: AccountRole
  /** The only address that the link can be used with; null where any will do. */
  email: string | null
  /** True for the link that Parley prints while it has no administrator. */
  forFirstAdministrator: boolean
  /** Whose password it lets its holder choose anew; null where it makes an account. */
  recovers: { id: string; name: string } | null
  expiresAt: Date
}

/** What a link offers to whoever holds it, or why it offers nothing any more. The token is in no answer. */
export async function readInvitation(
  db: Reader,
  input: { token: string },
  lock?: "update",
): Promise<Invitation | Refusal> {
  const query = db
    .select({
      role: invitation.role,
      email: invitation.email,
      createdBy: invitation.createdBy,
      expiresAt: invitation.expiresAt,
      usedAt: invitation.usedAt,
      recovers: invitation.recovers,
      name: user.name,
      expired: sql<boolean>`${invitation.expiresAt} <= now()`,
    })
    .from(invitation)
    .leftJoin(user, eq(user.id, invitation.recovers))
    .where(eq(invitation.tokenHash, hashOf(input.token)))
  const [row] = lock ? await query.for(lock, { of: invitation }) : await query
  if (!row) {
    return refuse(
      "not_found",
      "This invitation link is not known here. Check that it is complete, or ask for another.",
    )
  }
  if (row.usedAt) {
    return refuse(
      "wrong_state",
      "This invitation link has been used, and each makes one account only. Sign in, or ask for another link.",
    )
  }
  if (row.expired) {
    return refuse(
      "wrong_state",
      "This invitation link has expired or was replaced by a newer one. Ask for another.",
    )
  }
  const { role, email, expiresAt } = row
  return {
    role,
    email,
    expiresAt,
    forFirstAdministrator: row.createdBy === FIRST_ADMINISTRATOR,
    recovers: row.recovers === null ? null : { id: row.recovers, name: row.name ?? "" },
  }
}
