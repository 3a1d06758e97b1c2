import type { inferRouterOutputs } from "@trpc/server"
import type { EndpointType } from "../../server/domain/alert-values.ts"
import type { AppRouter } from "../../server/routers/app-router.ts"
import type { Problem } from "../account/ask.ts"

type Outputs = inferRouterOutputs<AppRouter>

export type Own = Outputs["subscriptions"]["list"]
export type OwnSubscription = Own["subscriptions"][number]
export type OwnEndpoint = Own["endpoints"][number]
export type Preview = Outputs["subscriptions"]["preview"]
export type Channels = Outputs["subscriptions"]["channels"]
/** A new subscription, and where it goes. */
export type Begun = Outputs["subscriptions"]["create"] & { channel: EndpointType; address: string }
/** A subscription that has ended: what it was, and the page where it can begin again. */
export interface Ended {
  words: string
  again: string
}
export type Linked = Outputs["subscriptions"]["readLink"]
export type InboxPage = Outputs["inbox"]["list"]
export type Message = Outputs["deliveries"]["list"]["messages"][number]
export type ShownMessage = Outputs["outbox"]["list"][number]

/** What stood in the fields of a form, by their names. */
export type Typed = Readonly<Record<string, string | undefined>>

/**
 * What came of a form: what was done, or the server's sentence why not, at times with what was typed, for a browser without
 * JavaScript, which keeps nothing. Null before it is sent.
 */
export type Answer<T> = { done: T } | { problem: Problem; typed?: Typed } | null
