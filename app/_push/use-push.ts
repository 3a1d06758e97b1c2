"use client"

import { useEffect, useState } from "react"
import type { PushAddress } from "../../server/domain/subscription.ts"

/**
 * `checking` until the browser has said; `unsupported` where it has no push, or the page is not secure; `needs_home_screen`
 * on an iPhone or iPad, whose browsers push to what stands on the home screen alone; `blocked` where the reader, or the
 * browser by itself, refuses notifications; `unreachable` where the browser's push service did not answer.
 */
export type PushState =
  | "checking"
  | "unsupported"
  | "needs_home_screen"
  | "blocked"
  | "off"
  | "on"
  | "unreachable"

/**
 * This browser's side of Web Push. In: the site's public key, as `push.key` gives it.
 * `subscribe` asks the reader for permission, so call it on a click; null where there is none, and the state says why.
 */
export function usePush(siteKey: string): {
  state: PushState
  subscribe: () => Promise<PushAddress | null>
} {
  const [state, setState] = useState<PushState>("checking")
  useEffect(() => {
    let shown = true
    found().then((known) => {
      if (shown) setState(known.state)
    })
    return () => {
      shown = false
    }
  }, [])
  return {
    state,
    async subscribe() {
      const known = await subscribed(siteKey)
      setState(known.state)
      return known.address
    },
  }
}

interface Known {
  state: PushState
  /** Where this browser is pushed to while it is on, and what to encrypt with. */
  address: PushAddress | null
}

const WORKER = "/sw.js"

/** What holds without asking anybody anything. */
async function found(): Promise<Known> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return { state: isAppleHandheld() ? "needs_home_screen" : "unsupported", address: null }
  }
  if (Notification.permission === "denied") return { state: "blocked", address: null }
  const subscription = await currentSubscription().catch(() => null)
  return subscription && Notification.permission === "granted" ? on(subscription) : OFF
}

const OFF: Known = { state: "off", address: null }

async function subscribed(siteKey: string): Promise<Known> {
  const before = await found()
  if (before.state !== "off" && before.state !== "on") return before
  if ((await Notification.requestPermission()) !== "granted") {
    // closing the question without an answer leaves it open
    return Notification.permission === "denied" ? { state: "blocked", address: null } : OFF
  }
  try {
    const worker = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" })
    await navigator.serviceWorker.ready
    return on(await subscriptionFor(worker.pushManager, siteKey))
  } catch {
    return { state: "unreachable", address: null }
  }
}

/** A browser holds one subscription of this site; one for another key (the site's has changed) gives way. */
async function subscriptionFor(pushes: PushManager, siteKey: string): Promise<PushSubscription> {
  const current = await pushes.getSubscription()
  if (current && keyOf(current) !== siteKey) await current.unsubscribe()
  return pushes.subscribe({ userVisibleOnly: true, applicationServerKey: siteKey })
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration("/")
  return (await worker?.pushManager.getSubscription()) ?? null
}

function on(subscription: PushSubscription): Known {
  const { keys } = subscription.toJSON()
  const { p256dh, auth } = keys ?? {}
  if (p256dh === undefined || auth === undefined) return { state: "unreachable", address: null }
  return { state: "on", address: { endpoint: subscription.endpoint, keys: { p256dh, auth } } }
}

/** In base64url, as the site gives its own. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

/** An iPad says that it is a Mac, but Macs have no touch screens. */
function isAppleHandheld(): boolean {
  const { userAgent, maxTouchPoints } = navigator
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1)
}
