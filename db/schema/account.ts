import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core"
import { instant } from "./columns.ts"

export const ACCOUNT_ROLES = ["administrator", "editor", "analyst", "reader"] as const
export type AccountRole = (typeof ACCOUNT_ROLES)[number]

/** People who sign in. Written by: better-auth through accepting an invitation, and the administrator. */
export const user = pgTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  role: text("role", { enum: ACCOUNT_ROLES }).notNull().default("reader"),
  /** True once a code of the authenticator app has been shown: from then on the password alone is not enough. */
  twoFactorEnabled: boolean("two_factor_enabled").notNull().default(false),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
})

/** Signed-in browsers. Written by: better-auth. Expired rows are removed by it. */
export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    token: text("token").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("session_user").on(t.userId)],
)

/** Ways in which a person signs in; passwords are hashed. Written by: better-auth. */
export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("account_user").on(t.userId)],
)

/** One-time values of better-auth. Written and removed by it. */
export const verification = pgTable(
  "verification",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("verification_identifier").on(t.identifier)],
)

/** Secrets of authenticator apps and their recovery codes, both encrypted. Written and removed by: better-auth. */
export const twoFactor = pgTable(
  "two_factor",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    secret: text("secret").notNull(),
    backupCodes: text("backup_codes").notNull(),
    verified: boolean("verified").notNull().default(true),
    failedVerificationCount: integer("failed_verification_count").notNull().default(0),
    lockedUntil: instant("locked_until"),
  },
  (t) => [index("two_factor_user").on(t.userId)],
)

/** Public keys of passkeys; the private ones never leave the person's device. Written and removed by: better-auth. */
export const passkey = pgTable(
  "passkey",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name"),
    publicKey: text("public_key").notNull(),
    credentialID: text("credential_id").notNull().unique(),
    counter: integer("counter").notNull(),
    deviceType: text("device_type").notNull(),
    backedUp: boolean("backed_up").notNull(),
    transports: text("transports"),
    createdAt: instant("created_at"),
    aaguid: text("aaguid"),
  },
  (t) => [index("passkey_user").on(t.userId)],
)

/** One-time links that make an account; the first administrator's is one of them. Used or expired rows stay as a record. */
export const invitation = pgTable("invitation", {
  /** SHA-256 of the token; the token itself is shown once and kept nowhere. */
  tokenHash: text("token_hash").primaryKey(),
  role: text("role", { enum: ACCOUNT_ROLES }).notNull(),
  email: text("email"),
  /** Set where the link makes no account, but lets this person choose a new password. */
  recovers: text("recovers").references(() => user.id, { onDelete: "cascade" }),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  usedBy: text("used_by").references(() => user.id),
})

/** Keys for programs, each with a role. Written by: the administrator, the command line, PARLEY_API_KEY at start. */
export const apiKey = pgTable("api_key", {
  id: text("id").primaryKey(),
  label: text("label").notNull(),
  role: text("role", { enum: ACCOUNT_ROLES }).notNull(),
  /** SHA-256 of the key; keys have at least 32 random characters, so a plain hash cannot be searched. */
  keyHash: text("key_hash").notNull().unique(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  revokedAt: instant("revoked_at"),
})
