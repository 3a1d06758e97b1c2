import { eq } from "drizzle-orm"
import type { Reader } from "../../db/client.ts"
import { type AccountRole, user } from "../../db/schema/account.ts"
import type { Actor } from "./matrix.ts"

export interface OwnAccount {
  /** The actor as the log records it. */
  id: string
  name: string
  role: AccountRole
  /** Null for a key. */
  email: string | null
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
