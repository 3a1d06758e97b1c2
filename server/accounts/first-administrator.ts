import { eq } from "drizzle-orm"
import { actAs } from "../../db/acting.ts"
import { type Database, inTransaction } from "../../db/client.ts"
import { user } from "../../db/schema/account.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { countAdministrators, lockAdministrators } from "./authority.ts"
import { FIRST_ADMINISTRATOR, issueInvitation, madeBy, voidInvitations } from "./invitations.ts"
import { addPerson, type PreparedPerson, preparePerson } from "./people.ts"

const LINK_HOURS = 24

export interface FirstAdministratorEnv {
  /** PARLEY_ADMIN_EMAIL with PARLEY_ADMIN_PASSWORD; null where they are unset. */
  admin: { email: string; password: string } | null
}

export type FirstAdministrator =
  | { state: "exists" }
  | { state: "created"; email: string }
  /** `path` holds a secret: to be printed for the operator, never to be logged. */
  | { state: "invited"; path: string; expiresAt: Date }

/**
 * Sees to it that somebody can become administrator: with both settings the account is made, otherwise a fresh one-time
 * link, which ends the older ones. Where there is an administrator nothing changes, no password in particular.
 */
export async function ensureFirstAdministrator(
  db: Database,
  env: FirstAdministratorEnv,
): Promise<FirstAdministrator | Refusal> {
  const [administrator] = await db
    .select({ id: user.id })
    .from(user)
    .where(eq(user.role, "administrator"))
    .limit(1)
  if (administrator) return { state: "exists" }
  if (env.admin === null) return await invite(db)
  const [name = ""] = env.admin.email.split("@", 1)
  const person = await preparePerson({ name, ...env.admin })
  if (isRefusal(person)) return nameTheSetting(person)
  return await create(db, person)
}

async function create(db: Database, person: PreparedPerson): Promise<FirstAdministrator> {
  return await inTransaction(db, async (tx) => {
    await lockAdministrators(tx)
    // another node may have been quicker
    if ((await countAdministrators(tx)) > 0) return { state: "exists" }
    await actAs(tx, "system")
    const added = await addPerson(tx, person, "administrator")
    if (added === null) {
      await tx.update(user).set({ role: "administrator" }).where(eq(user.email, person.email))
    }
    await voidInvitations(tx, madeBy(FIRST_ADMINISTRATOR))
    return { state: "created", email: person.email }
  })
}

async function invite(db: Database): Promise<FirstAdministrator> {
  return await inTransaction(db, async (tx) => {
    await lockAdministrators(tx)
    if ((await countAdministrators(tx)) > 0) return { state: "exists" }
    await voidInvitations(tx, madeBy(FIRST_ADMINISTRATOR))
    const issued = await issueInvitation(tx, {
      role: "administrator",
      email: null,
      createdBy: FIRST_ADMINISTRATOR,
      hours: LINK_HOURS,
    })
    return { state: "invited", ...issued }
  })
}

function nameTheSetting(refusal: Refusal): Refusal {
  const setting = refusal.path === "password" ? "PARLEY_ADMIN_PASSWORD" : "PARLEY_ADMIN_EMAIL"
  return refuse(refusal.code, `${setting} cannot be used. ${refusal.detail}`)
}
