import { randomUUID } from "node:crypto"
import type { Transaction } from "../../db/client.ts"
import { endpoint } from "../../db/schema/alert.ts"
import { normaliseEmail } from "../accounts/people.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { ChannelInput, SubscribeInput } from "../domain/subscription.ts"
import { addStranger, findSubscriber, openSubscriber, type Subscriber } from "./find-subscriber.ts"
import type { Actor } from "./matrix.ts"
import type { Subscribed, SubscribeParts } from "./subscribe.ts"

/** Where a new subscription goes. */
export interface FoundEndpoint {
  id: string
  subscriber: Subscriber
  /** False where somebody first has to say that they want it. */
  isConfirmed: boolean
  shownOnce: Pick<Subscribed, "secret" | "link">
}

/**
 * Refuses an address that nothing may be sent to, such as one in a private network. It asks the names of the internet, so it
 * is asked before anything is locked.
 */
export async function refusedTarget(
  { refuseTarget }: SubscribeParts,
  actor: Actor | null,
  channel: ChannelInput,
): Promise<Refusal | undefined> {
  if (channel.type === "webhook") {
    if (!actor)
      return refuse("not_signed_in", "A webhook needs a sign-in or a key: Authorization: Bearer <key>.")
    const refused = await refuseTarget(channel.url)
    return refused && { ...refused, path: "channel.url" }
  }
  if (channel.type !== "push") return undefined
  const refused = await refuseTarget(channel.endpoint)
  return refused && { ...refused, path: "channel.endpoint" }
}

/** Finds or makes the place that a subscription is to be told at, and its subscriber. */
export async function openEndpoint(
  tx: Transaction,
  parts: SubscribeParts,
  actor: Actor | null,
  input: SubscribeInput,
  now: number,
): Promise<FoundEndpoint | Refusal> {
  const asking = { tx, parts, actor, input, now }
  switch (input.channel.type) {
    case "webhook":
      return openWebhook(asking, input.channel)
    case "email":
      return openAddress(asking, input.channel)
    case "push":
      return openBrowser(asking, input.channel)
    case "inbox":
      return openInbox(asking)
    default:
      return input.channel satisfies never
  }
}

interface Asking {
  tx: Transaction
  parts: SubscribeParts
  actor: Actor | null
  input: SubscribeInput
  now: number
}
type Channel<T extends ChannelInput["type"]> = Extract<ChannelInput, { type: T }>

async function openWebhook(
  { tx, parts, actor, input, now }: Asking,
  { url }: Channel<"webhook">,
): Promise<FoundEndpoint | Refusal> {
  if (!actor)
    return refuse("not_signed_in", "A webhook needs a sign-in or a key: Authorization: Bearer <key>.")
  const subscriber = await openSubscriber(tx, actor, { timeZone: input.timeZone, now })
  const id = await add(tx, subscriber, { type: "webhook", address: url, state: "active" }, now)
  const secret = parts.webhookSecrets.secretOf(id, 1)
  return { id, subscriber, isConfirmed: true, shownOnce: { secret } }
}

/** Who has an account, or a signed link, is known; who enters an address is known once they open the mail sent to it. */
async function openAddress(
  { tx, parts, actor, input, now }: Asking,
  channel: Channel<"email">,
): Promise<FoundEndpoint | Refusal> {
  if (!parts.canMail)
    return refuse("wrong_state", "This site sends no e-mail. Choose another channel.", "channel.type")
  const linked =
    input.link === undefined ? null : await findSubscriber(tx, parts.links, { actor, link: input.link })
  if (isRefusal(linked)) return linked
  const own = actor?.id.startsWith("user:") ? await readAccount(tx, actor.id.slice("user:".length)) : null
  const known = linked ? await readConfirmedAddress(tx, linked) : undefined
  const written = channel.address?.trim() || known || own?.email || ""
  const address = normaliseEmail(written)
  if (address === null)
    return refuse("invalid", "Enter an e-mail address, such as name@example.org.", "channel.address")
  const times = { timeZone: input.timeZone, now }
  const subscriber =
    linked ??
    (actor
      ? await openSubscriber(tx, actor, times)
      : ((await findStranger(tx, address)) ?? (await addStranger(tx, times))))
  const isConfirmed =
    (linked !== null && address === known) || (own?.verified === true && own.email === address)
  const found = await findAt(tx, subscriber, "email", address)
  const usable = found && (found.state === "active" || found.state === "pending") ? found : undefined
  const id =
    usable?.id ??
    (await add(tx, subscriber, { type: "email", address, state: isConfirmed ? "active" : "pending" }, now))
  // a signed-in person who has confirmed it before need not do so again; a stranger's word is never enough
  return {
    id,
    subscriber,
    isConfirmed: isConfirmed || (actor !== null && usable?.state === "active"),
    shownOnce: {},
  }
}

async function openBrowser(
  { tx, parts, actor, input, now }: Asking,
  { endpoint: address, keys }: Channel<"push">,
): Promise<FoundEndpoint | Refusal> {
  const times = { timeZone: input.timeZone, now }
  const linked =
    input.link === undefined ? null : await findSubscriber(tx, parts.links, { actor, link: input.link })
  if (isRefusal(linked)) return linked
  const subscriber = linked ?? (actor ? await openSubscriber(tx, actor, times) : await addStranger(tx, times))
  const found = await findAt(tx, subscriber, "push", address)
  const pushKeys = { p256dh: keys.p256dh, auth: keys.auth }
  const id =
    found?.state === "active"
      ? found.id
      : await add(tx, subscriber, { type: "push", address, pushKeys, state: "active" }, now)
  const { id: of, linkGeneration: generation } = subscriber
  const link = parts.links.sign({ purpose: "manage", subscriber: of, generation })
  return { id, subscriber, isConfirmed: true, shownOnce: subscriber.userId === null ? { link } : {} }
}

async function openInbox({ tx, actor, input, now }: Asking): Promise<FoundEndpoint | Refusal> {
  if (!actor) return refuse("not_signed_in", "Sign in first: the inbox is in your account.")
  if (!actor.id.startsWith("user:"))
    return refuse("not_allowed", "An inbox is a person's. With a key, give a webhook.", "channel.type")
  const subscriber = await openSubscriber(tx, actor, { timeZone: input.timeZone, now })
  const found = await findAt(tx, subscriber, "inbox", "")
  const id = found?.id ?? (await add(tx, subscriber, { type: "inbox", address: "", state: "active" }, now))
  return { id, subscriber, isConfirmed: true, shownOnce: {} }
}

async function add(
  tx: Transaction,
  { id: subscriberId }: Subscriber,
  at: Pick<typeof endpoint.$inferInsert, "type" | "address" | "state" | "pushKeys">,
  now: number,
): Promise<string> {
  const id = randomUUID()
  await tx.insert(endpoint).values({ id, subscriberId, ...at, createdAt: now })
  return id
}

async function findAt(
  tx: Transaction,
  { id }: Subscriber,
  type: ChannelInput["type"],
  address: string,
): Promise<{ id: string; state: string } | undefined> {
  const { rows } = await tx.$client.query<{ id: string; state: string }>(
    `select id, state from endpoint where subscriber_id = $1 and type = $2 and address = $3
      order by state = 'active' desc, created_at desc limit 1`,
    [id, type, address],
  )
  return rows[0]
}

/**
 * Who reads this address and has no account: one subscriber, however often it is entered. Not one who is told elsewhere as
 * well: that may be anybody who has entered this address there, and their link would show what is asked for now.
 */
async function findStranger(tx: Transaction, address: string): Promise<Subscriber | undefined> {
  const { rows } = await tx.$client.query<Subscriber>(
    `select r.id, null as "userId", r.link_generation as "linkGeneration"
       from endpoint e join subscriber r on r.id = e.subscriber_id and r.user_id is null and r.key_id is null
      where e.type = 'email' and e.address = $1
        and not exists (select from endpoint o where o.subscriber_id = r.id and (o.type, o.address) <> (e.type, e.address))
      order by e.created_at limit 1`,
    [address],
  )
  return rows[0]
}

async function readConfirmedAddress(tx: Transaction, { id }: Subscriber): Promise<string | undefined> {
  const { rows } = await tx.$client.query<{ address: string }>(
    "select address from endpoint where subscriber_id = $1 and type = 'email' and state = 'active' limit 1",
    [id],
  )
  return rows[0]?.address
}

async function readAccount(
  tx: Transaction,
  id: string,
): Promise<{ email: string; verified: boolean } | null> {
  const { rows } = await tx.$client.query<{ email: string; verified: boolean }>(
    `select email, email_verified as verified from "user" where id = $1`,
    [id],
  )
  return rows[0] ?? null
}
