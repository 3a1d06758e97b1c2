import { createHmac, timingSafeEqual } from "node:crypto"

/** What a signed link lets its holder do, without signing in. */
export type SignedLink =
  /** Begin a subscription that somebody entered this address for; worthless after `expiresAt` (epoch ms). */
  | { purpose: "confirm"; subscription: string; expiresAt: number }
  /** Manage everything of one subscriber; worthless once the subscriber's `linkGeneration` is another. */
  | { purpose: "manage"; subscriber: string; generation: number }
  /** Read one subscriber's private feed; as long as `manage`. */
  | { purpose: "feed"; subscriber: string; generation: number }
  /** End one subscription. */
  | { purpose: "stop"; subscription: string }
  /** End the subscriptions that one message told of. */
  | { purpose: "stop-message"; message: string }

/** Signs what goes into links, and reads it back. Nothing is stored: who holds a link may do what it says. */
export interface SignedLinks {
  /** In: what the link lets do. Out: letters that need no quoting in an address. */
  sign: (link: SignedLink) => string
  /** Out: what the link lets do; undefined where this site did not sign it. Whether it is too old is for the caller. */
  read: (token: string) => SignedLink | undefined
}

/** In: a secret of this site that all nodes share. */
export function createSignedLinks(secret: string): SignedLinks {
  const mac = (body: string) => createHmac("sha256", secret).update(body).digest()
  return {
    sign(link) {
      const body = Buffer.from(JSON.stringify(wordsOf(link))).toString("base64url")
      return `${body}.${mac(body).toString("base64url")}`
    },
    read(token) {
      const [body = "", signature = "", ...rest] = token.split(".")
      const given = Buffer.from(signature, "base64url")
      const right = mac(body)
      // the text itself is compared too: base64 has several spellings of the same bytes
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      if (right.toString("base64url") !== signature) return undefined
      return linkOf(JSON.parse(Buffer.from(body, "base64url").toString()))
    },
  }
}

/** Short, since addresses in mails should be. */
type Words = [purpose: SignedLink["purpose"], id: string, number?: number]

function wordsOf(link: SignedLink): Words {
  switch (link.purpose) {
    case "confirm":
      return [link.purpose, link.subscription, link.expiresAt]
    case "manage":
    case "feed":
      return [link.purpose, link.subscriber, link.generation]
    case "stop":
      return [link.purpose, link.subscription]
    case "stop-message":
      return [link.purpose, link.message]
    default:
      return link satisfies never
  }
}

function linkOf([purpose, id, number = 0]: Words): SignedLink {
  switch (purpose) {
    case "confirm":
      return { purpose, subscription: id, expiresAt: number }
    case "manage":
    case "feed":
      return { purpose, subscriber: id, generation: number }
    case "stop":
      return { purpose, subscription: id }
    case "stop-message":
      return { purpose, message: id }
    default:
      return purpose satisfies never
  }
}
