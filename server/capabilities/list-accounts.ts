import { asc, eq, gt, max, sql } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, passkey, session, user } from "../../db/schema/account.ts"

export interface ListedAccount {
  id: string
  name: string
  email: string
  role: AccountRole
  createdAt: Date
  /** When the person last signed in and has not signed out since; null where there is no such sign-in. */
  signedInAt: Date | null
  /** True where the password alone lets nobody in. */
  twoFactor: boolean
  passkeys: number
}

/** Everybody with an account, by name. */
export async function listAccounts(db: Reader): Promise<{ items: ListedAccount[] }> {
  const open = db
    .select({ userId: session.userId, at: max(session.createdAt).as("at") })
    .from(session)
    .where(gt(session.expiresAt, sql`now()`))
    .groupBy(session.userId)
    .as("open")
  const items = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      createdAt: user.createdAt,
      signedInAt: open.at,
      twoFactor: user.twoFactorEnabled,
      passkeys: sql<number>`(select count(*)::int from ${passkey} where ${passkey.userId} = ${user.id})`,
    })
    .from(user)
    .leftJoin(open, eq(open.userId, user.id))
    .orderBy(sql`lower(${user.name})`, asc(user.id))
  return { items }
}
