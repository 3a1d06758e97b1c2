import { desc, eq } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, passkey, user } from "../../db/schema/account.ts"
import type { Actor } from "./matrix.ts"

export interface OwnAccount {
  /** The actor as the log records it. */
  id: string
  name: string
  role: AccountRole
  /** Null for a key. */
  email: string | null
}

/** How the caller signs in. */
export interface SignInMeans {
  twoFactor: boolean
  passkeys: { id: string; name: string | null; createdAt: Date | null }[]
}

/** Who the caller is; null for somebody who is not signed in. */
export async function readOwnAccount(db: Reader, actor: Actor | null): Promise<OwnAccount | null> {
  if (actor === null) return null
  const { id, name, role } = actor
  if (!id.startsWith("user:")) return { id, name, role, email: null }
  const [person] = await db
    .select({ email: user.email })
    .from(user)
    .where(eq(user.id, id.slice("user:".length)))
  return { id, name, role, email: person?.email ?? null }
}

/** How the caller signs in besides the password; null where a program asks, or nobody. */
export async function readSignInMeans(db: Reader, actor: Actor | null): Promise<SignInMeans | null> {
  if (!actor?.id.startsWith("user:")) return null
  const id = actor.id.slice("user:".length)
  const [person] = await db.select({ twoFactor: user.twoFactorEnabled }).from(user).where(eq(user.id, id))
  if (!person) return null
  const passkeys = await db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, id))
    .orderBy(desc(passkey.createdAt))
  return { ...person, passkeys }
}
