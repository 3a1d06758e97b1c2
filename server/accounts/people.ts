import { randomUUID } from "node:crypto"
import { hashPassword } from "better-auth/crypto"
import { z } from "zod"
import type { Transaction } from "../../db/client.ts"
import { type AccountRole, account, user } from "../../db/schema/account.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const
const NAME_LENGTH_AT_MOST = 120
const EMAIL_LENGTH_AT_MOST = 254
const EMAIL = z.email().max(EMAIL_LENGTH_AT_MOST)

export interface NewPerson {
  name: string
  email: string
  password: string
}

/** A person ready to be stored: the name trimmed, the e-mail address in lower case, the password hashed. */
export interface PreparedPerson {
  name: string
  email: string
  passwordHash: string
}

/** Checks and hashes; to be done before a transaction, since hashing a password is meant to take long. */
export async function preparePerson(person: NewPerson): Promise<PreparedPerson | Refusal> {
  const name = person.name.trim()
  const email = normaliseEmail(person.email)
  if (name === "") return refuse("invalid", "Enter the name that others at the desk know you by.", "name")
  if (name.length > NAME_LENGTH_AT_MOST) {
    return refuse("invalid", `Use at most ${NAME_LENGTH_AT_MOST} characters for the name.`, "name")
  }
  if (email === null) return refuse("invalid", "Enter an e-mail address, such as name@example.org.", "email")
  const weakness = findWeakness(person.password)
  if (weakness) return weakness
  return { name, email, passwordHash: await hashPassword(person.password) }
}

/** Stores the person with a way to sign in, and returns the id; null where the e-mail address has an account. */
export async function addPerson(
  tx: Transaction,
  person: PreparedPerson,
  role: AccountRole,
): Promise<string | null> {
  const id = randomUUID()
  const made = await tx
    .insert(user)
    .values({ id, name: person.name, email: person.email, role })
    .onConflictDoNothing({ target: user.email })
    .returning({ id: user.id })
  if (made.length === 0) return null
  await tx.insert(account).values({
    id: randomUUID(),
    accountId: id,
    providerId: "credential",
    userId: id,
    password: person.passwordHash,
  })
  return id
}

/** The e-mail address as it is stored and compared, or null where it is none. */
export function normaliseEmail(email: string): string | null {
  const normal = email.trim().toLowerCase()
  return EMAIL.safeParse(normal).success ? normal : null
}

/** Why this cannot be a password; null where it can. */
export function findWeakness(password: string): Refusal | null {
  if (password.length < PASSWORD_LENGTH.min) {
    return refuse("invalid", `Use at least ${PASSWORD_LENGTH.min} characters for the password.`, "password")
  }
  if (password.length > PASSWORD_LENGTH.max) {
    return refuse("invalid", `Use at most ${PASSWORD_LENGTH.max} characters for the password.`, "password")
  }
  return null
}
