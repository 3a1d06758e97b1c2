import { createHash, randomBytes } from "node:crypto"

/** A secret that is shown once, for a link. 256 random bits, so that a plain hash of it cannot be searched. */
export function newToken(): string {
  return randomBytes(32).toString("base64url")
}

/** A key for a program; the prefix lets scanners of leaked secrets recognise it. */
export function newApiKey(): string {
  return `parley_${newToken()}`
}

/** What is stored of a token or a key. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex")
}
