import { type Database, inTransaction } from "../../db/client.ts"
import { normaliseEmail } from "../accounts/people.ts"
import type { Outbox } from "../delivery/outbox.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import { isTimeZone } from "../domain/dates.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"

/** Sets when somebody wants to be told: zone, hour of the daily digest (0 to 23), quiet hours in minutes of the day. */
export async function editSubscriber(
  db: Database,
  links: SignedLinks,
  {
    timeZone,
    digestHour,
    quiet,
    ...asking
  }: Asking & { timeZone: string; digestHour: number; quiet: { from: number; to: number } | null },
): Promise<{ saved: true } | Refusal> {
  if (!isTimeZone(timeZone))
    return refuse("invalid", "Write a time zone by its name, such as Europe/Kyiv.", "timeZone")
  const subscriber = await findSubscriber(db, links, asking)
  if (isRefusal(subscriber)) return subscriber
  await db.$client.query(
    "update subscriber set time_zone = $2, digest_hour = $3, quiet_from = $4, quiet_to = $5 where id = $1",
    [subscriber.id, timeZone, digestHour, quiet?.from ?? null, quiet?.to ?? null],
  )
  return { saved: true }
}

/** Makes every earlier link by which one manages, and the private feed's address, worthless. Out: the new ones, as paths. */
export async function renewLinks(
  db: Database,
  links: SignedLinks,
  asking: Asking,
): Promise<{ link: string; feed: string } | Refusal> {
  const subscriber = await findSubscriber(db, links, asking)
  if (isRefusal(subscriber)) return subscriber
  const { rows } = await db.$client.query<{ generation: number }>(
    "update subscriber set link_generation = link_generation + 1 where id = $1 returning link_generation as generation",
    [subscriber.id],
  )
  const of = { subscriber: subscriber.id, generation: rows[0]?.generation ?? 1 }
  return {
    link: `/alerts/manage/${links.sign({ purpose: "manage", ...of })}`,
    feed: `/feeds/mine/${links.sign({ purpose: "feed", ...of })}`,
  }
}

/**
 * Sends the link to one's subscriptions to an address that somebody has entered, where anything is subscribed there. The
 * answer is the same in either case. `now` in epoch ms.
 */
export async function sendManageLink(
  db: Database,
  outbox: Outbox,
  { address: written, canMail }: { address: string; canMail: boolean },
  now: number,
): Promise<{ sent: "if it is known" } | Refusal> {
  if (!canMail) return refuse("wrong_state", "This site sends no e-mail.", "address")
  const address = normaliseEmail(written)
  if (address === null)
    return refuse("invalid", "Enter an e-mail address, such as name@example.org.", "address")
  await inTransaction(db, async (tx) => {
    const { rows } = await tx.$client.query<{ id: string }>(
      `select e.id from endpoint e join subscriber r on r.id = e.subscriber_id and r.user_id is null and r.key_id is null
        where e.type = 'email' and e.address = $1 and e.state = 'active' order by e.created_at limit 1`,
      [address],
    )
    const [found] = rows
    if (found) await outbox.putNotice(tx, { endpointId: found.id, notice: { kind: "manage" }, now })
  })
  return { sent: "if it is known" }
}
