import { and, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client.ts"
import { type AccountRole, invitation } from "../../db/schema/account.ts"
import { hashOf, newToken } from "./tokens.ts"

/** `created_by` of the links that Parley makes for itself while it has no administrator. */
export const FIRST_ADMINISTRATOR = "system:first-administrator"

/** Names a link in lists: a part of its token's hash, by which it cannot be used. */
export const invitationId = sql<string>`left(${invitation.tokenHash}, 20)`

export interface IssuedInvitation {
  /** Where the link leads on this site. It holds the secret: to be shown once, never logged. */
  path: string
  expiresAt: Date
}

/** Makes a one-time link. Its times are the database's, which all nodes share. */
export async function issueInvitation(
  tx: Transaction,
  wanted: {
    role: AccountRole
    email: string | null
    createdBy: string
    hours: number
    /** Whose password it lets somebody choose anew; absent where it makes an account. */
    recovers?: string
  },
): Promise<IssuedInvitation> {
  const token = newToken()
  const { hours, ...row } = wanted
  const [made] = await tx
    .insert(invitation)
    .values({ ...row, tokenHash: hashOf(token), expiresAt: sql`now() + ${hours} * interval '1 hour'` })
    .returning({ expiresAt: invitation.expiresAt })
  if (!made) throw new Error("An invitation was not stored.")
  return { path: `/invitation/${token}`, expiresAt: made.expiresAt }
}

/** Ends unused links at once; they then read as expired. A millisecond back, since instants are rounded to one. */
export async function voidInvitations(tx: Transaction, which: SQL | undefined): Promise<number> {
  const ended = await tx
    .update(invitation)
    .set({ expiresAt: sql`now() - interval '1 millisecond'` })
    .where(and(isNull(invitation.usedAt), sql`${invitation.expiresAt} > now()`, which))
    .returning({ tokenHash: invitation.tokenHash })
  return ended.length
}

export function madeBy(creator: string): SQL {
  return eq(invitation.createdBy, creator)
}
