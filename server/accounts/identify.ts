import type { IncomingHttpHeaders } from "node:http"
import type { Database } from "../../db/client.ts"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import type { Actor } from "../capabilities/matrix.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { findKeyHolder } from "./api-keys.ts"
import type { Auth } from "./auth.ts"

export interface Identities {
  auth: Auth
  db: Database
}

/** Schemes that a proxy in front of us may add for itself; they say nothing about keys of ours. */
const FOREIGN_SCHEMES = /^(basic|digest|negotiate|ntlm)\b/i
const LONGEST_KEY = 512

/**
 * Who sends a request with these headers: the holder of the key in `Authorization: Bearer`, else the person whose session
 * the cookie is, else null. A key that is wrong or revoked is refused, never taken for nobody; a session that has ended
 * is nobody. Where there is neither key nor cookie the database is not asked.
 */
export async function identify(
  { auth, db }: Identities,
  headers: Headers | IncomingHttpHeaders,
): Promise<Actor | null | Refusal> {
  const authorization = readHeader(headers, "authorization")?.trim()
  if (authorization && !FOREIGN_SCHEMES.test(authorization)) return await identifyKey(db, authorization)
  const cookie = readHeader(headers, "cookie")
  if (!cookie?.includes(`${auth.sessionCookie}=`)) return null
  return await identifySession(auth, cookie)
}

async function identifyKey(db: Database, authorization: string): Promise<Actor | Refusal> {
  const key = /^bearer +(\S+)$/i.exec(authorization)?.[1]
  if (key === undefined) return refuse("not_signed_in", "Send the key as “Authorization: Bearer <key>”.")
  const holder = key.length <= LONGEST_KEY ? await findKeyHolder(db, key) : null
  return holder ?? refuse("not_signed_in", "This key is not known here, or it has been revoked.")
}

async function identifySession(auth: Auth, cookie: string): Promise<Actor | null> {
  const found = await auth.betterAuth.api.getSession({ headers: new Headers({ cookie }) })
  const role = ACCOUNT_ROLES.find((each) => each === found?.user.role)
  return found && role ? { id: `user:${found.user.id}`, role, name: found.user.name } : null
}

function readHeader(
  headers: Headers | IncomingHttpHeaders,
  name: "authorization" | "cookie",
): string | undefined {
  return isFetchHeaders(headers) ? (headers.get(name) ?? undefined) : headers[name]
}

function isFetchHeaders(headers: Headers | IncomingHttpHeaders): headers is Headers {
  return typeof headers.get === "function"
}
