import { notFound, redirect } from "next/navigation"
import type { ReactNode } from "react"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { accountCaller, orRefusal } from "../../account/caller.ts"
import type { Own, OwnEndpoint, OwnSubscription } from "../answers.ts"
import { BadLink } from "./bad-link.tsx"

interface Found {
  own: Own
  subscription: OwnSubscription
  endpoint: OwnEndpoint | undefined
}

/**
 * One of the subscriptions of whoever asks: by their link, or signed in. Who is neither is sent to sign in and comes back to
 * `path`; a link that is not valid is told in the page's place.
 */
export async function readOwn(
  id: string,
  link: string | undefined,
  path: string,
): Promise<Found | { instead: ReactNode }> {
  const own = await orRefusal((await accountCaller()).subscriptions.list({ link }))
  if (isRefusal(own)) {
    if (own.code === "not_signed_in") redirect(`/sign-in?next=${encodeURIComponent(path)}`)
    if (link === undefined) notFound()
    return { instead: <BadLink detail={own.detail} /> }
  }
  const subscription = own.subscriptions.find((one) => one.id === id)
  if (!subscription) notFound()
  return { own, subscription, endpoint: own.endpoints.find((one) => one.id === subscription.endpoint) }
}
