/*
 * The service worker, served as it stands at /sw.js: it shows what is pushed and opens what it is about. It answers no
 * requests of pages and keeps none of them. What is pushed is a `PushMessage` (server/delivery/push-payload.ts).
 */

// nothing is kept from one version to the next, so the next need not wait until every tab is closed
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("push", (event) => event.waitUntil(show(event.data)))
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event)))
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)))

/** Browsers end the permission of who is pushed to and shows nothing, so what cannot be read is shown too. */
function show(data) {
  const message = read(data)
  return self.registration.showNotification(message.title, {
    body: message.body,
    dir: "auto",
    icon: "/apple-icon.png",
    tag: message.tag,
    timestamp: message.at,
    renotify: message.urgent,
    data: { path: message.path, stopPath: message.stopPath },
    actions: message.stopPath ? [{ action: "stop", title: "Stop these" }] : [],
  })
}

function read(data) {
  try {
    const message = data.json()
    return message.title && message.tag && message.path ? message : UNREADABLE
  } catch {
    return UNREADABLE
  }
}

const UNREADABLE = {
  title: "Something you follow has changed",
  body: "",
  path: "/alerts",
  tag: "unreadable",
  urgent: false,
}

/** Shows the page: in the tab that has it open already, or in a new one. */
async function open({ notification, action }) {
  notification.close()
  const { path, stopPath } = notification.data
  const address = ownAddress(action === "stop" ? stopPath : path)
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
  const tab = tabs.find(({ url }) => url.split("#", 1)[0] === address)
  return tab ? tab.focus() : self.clients.openWindow(address)
}

/** A push leads to a page of this site and nowhere else. */
function ownAddress(path) {
  const { origin } = self.location
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined
  return url?.origin === origin ? url.href.split("#", 1)[0] : `${origin}/`
}

/**
 * The browser has another address for pushes. Who names the earlier one and its key is the browser that had it; where the
 * browser does not say which that was, the next push to it fails, and its subscriptions end.
 */
async function renew({ oldSubscription, newSubscription }) {
  if (!oldSubscription) return
  const earlier = oldSubscription.toJSON()
  const next = newSubscription ?? (await self.registration.pushManager.subscribe(oldSubscription.options))
  const { endpoint, keys } = next.toJSON()
  await fetch("/api/trpc/push.renew", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      earlier: { endpoint: earlier.endpoint, auth: earlier.keys.auth },
      to: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } },
    }),
  })
}
