import { createECDH } from "node:crypto"
import webPush from "web-push"

/** By what a push service knows this site (RFC 8292). Keys in base64url. */
export interface Vapid {
  publicKey: string
  privateKey: string
  /** Whom the push service may turn to: `mailto:` or an https address. */
  subject: string
}

/**
 * The keys of this site for Web Push: the operator's, or those that were made and kept on first use. Browsers are bound to
 * the key that they subscribed with: with another one every subscription is lost.
 * `keep` gives what is kept, made by what it is handed where nothing is. Errors: an operator's keys that cannot be.
 */
export async function openVapid(
  env: { vapid: (Keys & { subject: string | null }) | null; mailFrom: string | null; url: string | null },
  keep: (make: () => string) => Promise<string>,
): Promise<Vapid> {
  const subject = env.vapid?.subject ?? subjectOf(env)
  if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(subject)) {
    throw new Error(
      "VAPID_SUBJECT: Write mailto: and an address of e-mail, or an address that begins with https://.",
    )
  }
  const keys = env.vapid ?? keysOf(await keep(() => webPush.generateVAPIDKeys().privateKey))
  if (!isPair(keys))
    throw new Error("VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair of keys for Web Push.")
  return { publicKey: keys.publicKey, privateKey: keys.privateKey, subject }
}

interface Keys {
  publicKey: string
  privateKey: string
}

/** Without any address push works where the push service asks for none. */
function subjectOf({ mailFrom, url }: { mailFrom: string | null; url: string | null }): string {
  const address = mailFrom && /[^\s<>"@]+@[^\s<>"@]+/.exec(mailFrom)?.[0]
  if (address) return `mailto:${address}`
  return url?.startsWith("https:") ? url : "mailto:parley@localhost"
}

function isPair({ publicKey, privateKey }: Keys): boolean {
  try {
    return keysOf(privateKey).publicKey === publicKey
  } catch {
    return false
  }
}

/** The public key follows from the private one, which is therefore all that is kept. */
function keysOf(privateKey: string): Keys {
  const curve = createECDH("prime256v1")
  curve.setPrivateKey(privateKey, "base64url")
  return { publicKey: curve.getPublicKey("base64url"), privateKey }
}
