import { randomUUID } from "node:crypto"
import type { Reader, Transaction } from "../../db/client.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

/** Who asks about subscriptions: somebody signed in, a program with a key, or whoever holds a signed link. */
export interface Asking {
  actor: Actor | null
  link?: string | undefined
}

export interface Subscriber {
  id: string
  /** Null where it is no person with an account. */
  userId: string | null
  linkGeneration: number
}

/**
 * The subscriber that somebody is. A signed link comes before a sign-in, since who opens one means it. Refused where nobody
 * is known, or the link is none of ours or not valid any more.
 */
export async function findSubscriber(
  db: Reader,
  links: SignedLinks,
  { actor, link }: Asking,
): Promise<Subscriber | Refusal> {
  if (link !== undefined) return findByLink(db, links, link)
  if (!actor) {
    return refuse("not_signed_in", "Sign in, or open the link in any message that was sent to you.")
  }
  const [column, value] = ownerOf(actor)
  const { rows } = await db.$client.query<Subscriber>(
    `select ${COLUMNS} from subscriber where ${column} = $1`,
    [value],
  )
  return rows[0] ?? refuse("not_found", "You have no subscriptions yet.")
}

/** The same for whoever subscribes for the first time: a subscriber is made of them. `now` in epoch ms. */
export async function openSubscriber(
  tx: Transaction,
  actor: Actor,
  { timeZone, now }: { timeZone: string | undefined; now: number },
): Promise<Subscriber> {
  const [column, value] = ownerOf(actor)
  const { rows } = await tx.$client.query<Subscriber>(
    `insert into subscriber (id, ${column}, time_zone, created_at) values ($1, $2, $3, $4)
     on conflict (${column}) do update set ${column} = excluded.${column} returning ${COLUMNS}`,
    [randomUUID(), value, timeZone ?? "UTC", now],
  )
  const [made] = rows
  if (!made) throw new Error("A subscriber was not made.")
  return made
}

/** A subscriber of whom nothing is known but where they are told. */
export async function addStranger(
  tx: Transaction,
  { timeZone, now }: { timeZone: string | undefined; now: number },
): Promise<Subscriber> {
  const id = randomUUID()
  await tx.$client.query("insert into subscriber (id, time_zone, created_at) values ($1, $2, $3)", [
    id,
    timeZone ?? "UTC",
    now,
  ])
  return { id, userId: null, linkGeneration: 1 }
}

async function findByLink(db: Reader, links: SignedLinks, token: string): Promise<Subscriber | Refusal> {
  const read = links.read(token)
  if (read?.purpose !== "manage") return NOT_OURS
  const { rows } = await db.$client.query<Subscriber>(
    `select ${COLUMNS} from subscriber where id = $1 and link_generation = $2`,
    [read.subscriber, read.generation],
  )
  return rows[0] ?? NOT_OURS
}

const NOT_OURS = refuse(
  "not_found",
  "This link is not valid, or has been replaced. Nothing was changed. Use the link in the latest message that was sent to you.",
  "link",
)

const COLUMNS = `id, user_id as "userId", link_generation as "linkGeneration"`

/** The actor's id without its kind is the person's; a key is named as the log names it. */
function ownerOf({ id }: Actor): ["user_id" | "key_id", string] {
  return id.startsWith("user:") ? ["user_id", id.slice("user:".length)] : ["key_id", id]
}
