import { passkey as passkeys } from "@better-auth/passkey"
import { betterAuth } from "better-auth"
import { drizzleAdapter } from "better-auth/adapters/drizzle"
import { APIError } from "better-auth/api"
import { twoFactor as secondFactor } from "better-auth/plugins/two-factor"
import type { Database } from "../../db/client.ts"
import { account, passkey, session, twoFactor, user, verification } from "../../db/schema/account.ts"
import type { OriginPolicy } from "./origin.ts"
import { PASSWORD_LENGTH } from "./people.ts"

/** How long a sign-in lasts. It ends earlier by signing out, by another password, and by removal of the account. */
const SESSION_SECONDS = 14 * 24 * 3600

const TRIES_A_MINUTE = 10

const NOT_VERIFIED = {
  code: "USER_NOT_VERIFIED",
  message: "The passkey did not check who you are. Use one with a PIN, a finger or a face, or your password.",
}

/** Without a public address passkeys belong to this name: browsers bind them to a name, never to a number. */
const OWN_MACHINE = "localhost"

/** Never sent anywhere: better-auth insists on an address, and without a public one ours changes with the Host. */
const NO_ADDRESS = "http://parley.invalid"

/** The header in which `authHandler` tells better-auth the client's address; whatever a client sends in it is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-parley-client-address"

export interface AuthOptions extends OriginPolicy {
  db: Database
  /** Signs the session cookies; at least 32 random characters. */
  secret: string
  /** True where people come over https: the cookies then travel no other way. */
  secureCookies: boolean
  /** How often a minute somebody at this address may try a password; 10 times without it. */
  triesAMinute?: ((address: string) => number | undefined) | undefined
  /** Told what went wrong inside better-auth. An error of the database quotes what was asked: log it by its cause. */
  log?: ((message: string, error?: Error) => void) | undefined
}

/** Sign-in by better-auth, with the rule of which pages may ask for it. */
export interface Auth {
  readonly policy: OriginPolicy
  readonly sessionCookie: string
  readonly betterAuth: ReturnType<typeof configure>
}

/**
 * Sets up sign-in with e-mail and password, an authenticator app as second factor, and passkeys, which are both factors in
 * one and so have to ask for a finger, a face or a PIN. Nobody registers by themselves: accounts are made by `acceptInvitation` and
 * `ensureFirstAdministrator` alone. Opens nothing; the sessions lie in the database, so that removing one ends it.
 */
export function createAuth(options: AuthOptions): Auth {
  if (options.secret.length < 32)
    throw new Error("The secret for session cookies needs at least 32 characters.")
  return {
    policy: { baseUrl: options.baseUrl },
    sessionCookie: `${options.secureCookies ? "__Secure-" : ""}parley.session_token`,
    betterAuth: configure(options),
  }
}

function configure({ db, secret, baseUrl, secureCookies, triesAMinute, log }: AuthOptions) {
  const tries = (request: Request) => {
    const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? ""
    return { window: 60, max: triesAMinute?.(address) ?? TRIES_A_MINUTE }
  }
  return betterAuth({
    appName: "Parley",
    baseURL: baseUrl === undefined ? NO_ADDRESS : new URL(baseUrl).origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user, session, account, verification, twoFactor, passkey },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    user: { additionalFields: { role: { type: "string", required: true, input: false } } },
    plugins: [
      secondFactor({ issuer: "Parley" }),
      passkeys({
        rpName: "Parley",
        rpID: baseUrl === undefined ? OWN_MACHINE : new URL(baseUrl).hostname,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        authentication: {
          afterVerification: async ({ verification: { authenticationInfo } }) => {
            if (!authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED", NOT_VERIFIED)
          },
        },
      }),
    ],
    // no cached copy in a cookie: who is removed is out at once
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // authHandler has compared the Origin with the policy before; this is better-auth's own second look
    trustedOrigins: (request) => {
      const host = baseUrl === undefined ? request?.headers.get("host") : undefined
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    rateLimit: {
      enabled: true,
      storage: "memory",
      window: 60,
      max: 60,
      customRules: {
        "/sign-in/email": tries,
        "/change-password": tries,
        "/passkey/verify-authentication": tries,
        "/two-factor/*": tries,
        "/sign-out": (request, rule) => ({ ...rule, max: Math.max(rule.max, tries(request).max) }),
      },
    },
    advanced: {
      cookiePrefix: "parley",
      useSecureCookies: secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    logger: {
      disableColors: true,
      level: "error",
      log: (_level, message, ...details) => {
        log?.(
          withoutQuery(message),
          details.find((detail) => detail instanceof Error),
        )
      },
    },
  })
}

/** A failed query's own message quotes its parameters, session tokens among them: the error itself is told apart. */
function withoutQuery(message: string): string {
  return message.startsWith("Failed query") || message === "" ? "Sign-in failed" : message
}
