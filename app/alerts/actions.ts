"use server"

import { refresh } from "next/cache"
import { redirect } from "next/navigation"
import { CADENCES } from "../../server/domain/alert-values.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { one } from "../_components/query.ts"
import { alerts as text } from "../_messages/alerts.en.ts"
import { accountCaller, orRefusal } from "../account/caller.ts"
import type { Answer, Begun, Ended, Typed } from "./answers.ts"
import { filterOfQuery, queryOfFilter, queryOfForm } from "./filter-query.ts"
import { managePath, newAlertPath } from "./paths.ts"

/*
 * What the forms of these pages ask of the server; they work without JavaScript too. Nothing is decided here: each calls a
 * procedure in the name of whoever sent the form, and answers with what came of it.
 */

export async function subscribe(_before: Answer<Begun>, form: FormData): Promise<Answer<Begun>> {
  const { query, field } = fieldsOf(form)
  const channel = channelOf(field)
  if (!channel) return { problem: { detail: text.needsChannel, path: "channel.type" }, typed: typedIn(field) }
  const api = await accountCaller()
  const answer = await answered(
    api.subscriptions.create({
      negotiation: field("negotiation"),
      filter: filterOfQuery(query),
      channel,
      cadence: channel.type === "email" ? cadenceOf(field("cadence")) : undefined,
      timeZone: field("timeZone"),
      link: field("link"),
    }),
  )
  if ("problem" in answer) return { ...answer, typed: typedIn(field) }
  return { done: { ...answer.done, channel: channel.type, address: field("channel.address") ?? "" } }
}

export async function editSubscription(_before: Answer<true>, form: FormData): Promise<Answer<true>> {
  const { query, field } = fieldsOf(form)
  const api = await accountCaller()
  const link = field("link")
  const answer = await answered(
    api.subscriptions.edit({
      id: field("id") ?? "",
      filter: filterOfQuery(query),
      cadence: cadenceOf(field("cadence")),
      link,
    }),
  )
  if ("problem" in answer) return answer
  return redirect(`${managePath(link)}?done=changed`)
}

/** Ends a subscription, and says how to take it up again. */
export async function endSubscription(_before: Answer<Ended>, form: FormData): Promise<Answer<Ended>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  const [id, link] = [field("id") ?? "", field("link")]
  const own = await answered(api.subscriptions.list({ link }))
  const answer = await answered(api.subscriptions.end({ id, link }))
  refresh()
  if ("problem" in own) return own
  if ("problem" in answer) return answer
  const ended = own.done.subscriptions.find((subscription) => subscription.id === id)
  const again = ended ? queryOfFilter(ended.negotiation?.slug ?? null, ended.filter) : []
  return { done: { words: ended?.words ?? "", again: newAlertPath(link, again) } }
}

/** Gives a webhook another secret, which is shown this once. */
export async function rotateSecret(
  _before: Answer<{ secret: string }>,
  form: FormData,
): Promise<Answer<{ secret: string }>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  return answered(api.subscriptions.rotateSecret({ id: field("id") ?? "", link: field("link") }))
}

export async function saveSettings(_before: Answer<true>, form: FormData): Promise<Answer<true>> {
  const { field } = fieldsOf(form)
  const [from, to] = [minuteOf(field("quietFrom")), minuteOf(field("quietTo"))]
  if ((from === undefined) !== (to === undefined)) {
    return { problem: { detail: text.quietTogether, path: from === undefined ? "quietFrom" : "quietTo" } }
  }
  const api = await accountCaller()
  const answer = await answered(
    api.subscribers.edit({
      timeZone: field("timeZone") ?? "",
      digestHour: Number(field("digestHour") ?? 8),
      quiet: from === undefined || to === undefined ? null : { from, to },
      link: field("link"),
    }),
  )
  refresh()
  return "done" in answer ? { done: true } : answer
}

/** Makes every earlier link worthless; whoever came by one goes on by the new one. */
export async function renewLinks(_before: Answer<true>, form: FormData): Promise<Answer<true>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  const link = field("link")
  const answer = await answered(api.subscribers.renewLinks({ link }))
  if ("problem" in answer) return answer
  if (link === undefined) return redirect("/alerts?done=renewed")
  // the earlier link opens nothing any more; a browser that keeps it knows by it that the new one is in its place
  return redirect(`${answer.done.link}?${new URLSearchParams({ done: "renewed", earlier: link })}`)
}

/** Has the link to one's subscriptions sent to one's address. */
export async function sendLink(_before: Answer<true>, form: FormData): Promise<Answer<true>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  const answer = await answered(api.subscriptions.sendLink({ address: field("address") ?? " " }))
  return "done" in answer ? { done: true } : answer
}

export async function confirm(
  _before: Answer<{ manage: string }>,
  form: FormData,
): Promise<Answer<{ manage: string }>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  const answer = await answered(api.subscriptions.confirm({ token: field("token") ?? "" }))
  refresh()
  return answer
}

export async function resend(_before: Answer<string>, form: FormData): Promise<Answer<string>> {
  const { field } = fieldsOf(form)
  const api = await accountCaller()
  const message = field("message") ?? ""
  // the list stays as it is: under a filter the message would be gone from it, and the answer with it
  const answer = await answered(api.deliveries.resend({ message, link: field("link") }))
  return "done" in answer ? { done: message } : answer
}

type Field = (name: string) => string | undefined

function fieldsOf(form: FormData): { query: ReturnType<typeof queryOfForm>; field: Field } {
  const query = queryOfForm(form)
  return { query, field: (name) => one(query, name) }
}

async function answered<T>(asked: Promise<T>): Promise<Exclude<Answer<T>, null>> {
  const answer = await orRefusal(asked)
  return isRefusal(answer) ? { problem: { detail: answer.detail, path: answer.path } } : { done: answer }
}

const TYPED = ["channel.type", "channel.address", "channel.url", "cadence", "timeZone"]

function typedIn(field: Field): Typed {
  return Object.fromEntries(TYPED.map((name) => [name, field(name)]))
}

function channelOf(field: Field) {
  switch (field("channel.type")) {
    case "email":
      return { type: "email" as const, address: field("channel.address") }
    case "webhook":
      return { type: "webhook" as const, url: field("channel.url") ?? " " }
    case "inbox":
      return { type: "inbox" as const }
    case "push": {
      const keys = { p256dh: field("channel.p256dh") ?? "", auth: field("channel.auth") ?? "" }
      return { type: "push" as const, endpoint: field("channel.endpoint") ?? "", keys }
    }
    default:
      return undefined
  }
}

function cadenceOf(text: string | undefined) {
  return CADENCES.find((cadence) => cadence === text)
}

/** "22:30" is minute 1350 of the day. */
function minuteOf(time: string | undefined): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time ?? "") ?? []
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute)
}
