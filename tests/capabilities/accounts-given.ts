import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type Database, openDatabase } from "../../db/client.ts"
import type { AccountRole } from "../../db/schema/account.ts"
import { createAuth } from "../../server/accounts/auth.ts"
import { authHandler } from "../../server/accounts/auth-handler.ts"
import { identify } from "../../server/accounts/identify.ts"
import { acceptInvitation } from "../../server/capabilities/accept-invitation.ts"
import { createInvitation } from "../../server/capabilities/create-invitation.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { isRefusal, type Refusal } from "../../server/domain/refusal.ts"
import { createTestDatabase } from "../support/database.ts"

export const PASSWORD = "correct horse battery"
/** The operator's command line, which needs no account. */
export const OPERATOR: Actor = { id: "system", role: "administrator", name: "command line" }

/** An empty database with sign-in over it. */
export async function openAccounts() {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 12)
  const auth = createAuth({ db, secret: "only-for-tests-0123456789-abcdefghijkl", secureCookies: false })
  return {
    db,
    auth,
    whoIs: (headers: Record<string, string>) => identify({ auth, db }, headers),
    close: async () => {
      await db.$client.end()
      await database.drop()
    },
  }
}

/** The token of a link. */
export function tokenOf(link: { path: string }): string {
  return link.path.split("/").at(-1) ?? ""
}

export function granted<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`Refused: ${value.detail}`)
  return value
}

export function refused(value: unknown): Refusal {
  if (!isRefusal(value)) throw new Error(`Not refused: ${JSON.stringify(value)}`)
  return value
}

let counter = 0

/** Somebody with an account of this role, who came by an invitation. */
export async function givenPerson(
  db: Database,
  role: AccountRole,
): Promise<Actor & { userId: string; email: string }> {
  counter += 1
  const name = `Person ${counter}`
  const email = `person-${counter}@example.org`
  const link = granted(await createInvitation(db, OPERATOR, { role }))
  const made = granted(await acceptInvitation(db, { token: tokenOf(link), name, email, password: PASSWORD }))
  return { id: `user:${made.id}`, userId: made.id, role, name, email }
}

/** Signing in over real HTTP, each server with an address of its own for the rate limit. */
export async function serveAuth(auth: ReturnType<typeof createAuth>, addresses = 1) {
  const from = Array.from({ length: addresses }, () => `192.0.2.${++counter}`)
  let asked = 0
  const handle = authHandler(auth, { clientAddress: () => from[asked++ % addresses] })
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${origin}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, ...headers },
      body: JSON.stringify(body),
    })
  return {
    origin,
    post,
    signIn: (email: string, password = PASSWORD) => post("sign-in/email", { email, password }),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** What a browser would send back of the cookies in this answer. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ")
}
