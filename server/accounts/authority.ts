import { and, eq, isNull, sql } from "drizzle-orm"
import { actAs } from "../../db/acting.ts"
import type { Transaction } from "../../db/client.ts"
import { ACCOUNT_ROLES, type AccountRole, apiKey, user } from "../../db/schema/account.ts"
import type { Actor } from "../capabilities/matrix.ts"

/** Any number will do, as long as every node of Parley takes the same one. */
const ADMINISTRATORS_LOCK = 7_205_002

/** Held to the end of the transaction by whoever makes the first administrator or takes the role from one. */
export async function lockAdministrators(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK})`)
}

export async function countAdministrators(tx: Transaction): Promise<number> {
  return await tx.$count(user, eq(user.role, "administrator"))
}

/**
 * The role that the actor has now, kept so to the end of the transaction; null where the account or key is gone.
 * What hands on authority asks this: the request was let in on what was true when it began. From here on the audit knows
 * who acts.
 */
export async function holdAuthority(tx: Transaction, actor: Actor): Promise<AccountRole | null> {
  await actAs(tx, actor.id)
  const [kind, id] = splitOnce(actor.id)
  if (kind === "system") return actor.role
  const rows =
    kind === "key"
      ? await tx
          .select({ role: apiKey.role })
          .from(apiKey)
          .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
          .for("share")
      : await tx.select({ role: user.role }).from(user).where(eq(user.id, id)).for("share")
  return rows[0]?.role ?? null
}

/** True where `role` allows more than `other`. */
export function outranks(role: AccountRole, other: AccountRole): boolean {
  return ACCOUNT_ROLES.indexOf(role) < ACCOUNT_ROLES.indexOf(other)
}

function splitOnce(actorId: string): [kind: string, id: string] {
  const at = actorId.indexOf(":")
  return at < 0 ? [actorId, ""] : [actorId.slice(0, at), actorId.slice(at + 1)]
}
