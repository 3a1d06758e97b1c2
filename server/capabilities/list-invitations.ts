import { and, desc, eq, isNull, sql } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, invitation, user } from "../../db/schema/account.ts"
import { invitationId } from "../accounts/invitations.ts"

export interface OpenInvitation {
  /** Names the link without letting anybody use it. */
  id: string
  role: AccountRole
  email: string | null
  /** Name of the person whose password it lets somebody choose anew; null where it makes an account. */
  recovers: string | null
  createdAt: Date
  expiresAt: Date
}

/** Links that can still be used, newest first. */
export async function listInvitations(db: Reader): Promise<{ items: OpenInvitation[] }> {
  const items = await db
    .select({
      id: invitationId,
      role: invitation.role,
      email: invitation.email,
      recovers: user.name,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .leftJoin(user, eq(user.id, invitation.recovers))
    .where(and(isNull(invitation.usedAt), sql`${invitation.expiresAt} > now()`))
    .orderBy(desc(invitation.createdAt))
  return { items }
}
