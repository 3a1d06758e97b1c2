import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
import type { Logger } from "pino"
import type { Database } from "../db/client.ts"
import packageJson from "../package.json" with { type: "json" }
import { forgetKeys } from "./accounts/api-keys.ts"
import { CLIENT_ADDRESS_HEADER, createAuth } from "./accounts/auth.ts"
import { authHandler } from "./accounts/auth-handler.ts"
import { identify } from "./accounts/identify.ts"
import { stopByLink } from "./capabilities/confirm-subscription.ts"
import { may } from "./capabilities/matrix.ts"
import { readArchivedCopy } from "./capabilities/read-archived-copy.ts"
import { feedQuerySchema } from "./capabilities/read-feed-filter.ts"
import { openAlerts } from "./delivery/alerts.ts"
import { networkFor, targetRefusal } from "./delivery/guarded-fetch.ts"
import { openMailer } from "./delivery/send-mail.ts"
import { createSender } from "./delivery/send-message.ts"
import { readShownMessages } from "./delivery/shown-messages.ts"
import { createSignedLinks } from "./delivery/signed-links.ts"
import { openVapid } from "./delivery/vapid.ts"
import { createWebhookSecrets } from "./delivery/webhook-secrets.ts"
import { isRefusal, type Refusal, refuse } from "./domain/refusal.ts"
import { type Env, keptSecret, publicPart, type SecretPlace } from "./env.ts"
import { createApi, type RequestNote, tooManyRequests } from "./http/api.ts"
import { clientAddress, isLoopback, networkOf } from "./http/client-address.ts"
import { createDocuments } from "./http/documents.ts"
import { loggable } from "./http/failure.ts"
import { createFeeds } from "./http/feeds.ts"
import type { Front, Handler } from "./http/front.ts"
import { createOneClick } from "./http/one-click.ts"
import { apiDocuments } from "./http/openapi.ts"
import type { Pages } from "./http/pages.ts"
import { LIMITS, type RateLimits } from "./http/rate-limits.ts"
import { sendProblem } from "./http/respond.ts"
import { createTrpcHandler } from "./http/trpc-handler.ts"
import { attachRealtime } from "./realtime/attach.ts"
import { openDesk } from "./realtime/desk.ts"
import { openLiveBoards } from "./realtime/live-boards.ts"
import { appRouter } from "./routers/app-router.ts"
import { feedAt } from "./routers/feeds.ts"
import { type Context, refusalByRole, trpcError } from "./routers/trpc.ts"
import { RUNTIME, type Runtime, type RuntimeParts } from "./runtime.ts"

export { firstStart } from "./first-start.ts"

export interface Connection {
  env: Env
  log: Logger
  limits: RateLimits
  front: Front
  pages: Pages | undefined
  db: Database
  databaseUrl: string
  secrets: SecretPlace
}

export interface Connected {
  isFollowing(): boolean
  closeSockets(): Promise<void>
  stop(): Promise<void>
}

/** Makes the parts, lets them know each other and opens the front. Together with main.ts it alone sees everything. */
export async function connect({
  env,
  log,
  limits,
  front,
  pages,
  db,
  databaseUrl,
  secrets,
}: Connection): Promise<Connected> {
  const accountsLog = (message: string) => log.error({ part: "accounts" }, message)
  const auth = createAuth({
    db,
    secret: env.secret ?? (await keptSecret(secrets, "session")),
    baseUrl: env.url ?? undefined,
    secureCookies: env.url?.startsWith("https:") ?? false,
    triesAMinute: (ip) => (isLoopback(ip) ? LIMITS.signInHere.points : undefined),
    log: accountsLog,
  })
  const liveBoards = openLiveBoards({ db, url: databaseUrl, log })
  const desk = openDesk({ db, url: databaseUrl, log })
  const mailer = openMailer(env, log)
  const links = createSignedLinks(await keptSecret(secrets, "links"))
  const network = networkFor(env.allowPrivateTargets)
  const vapid = await openVapid(env, (make) => keptSecret(secrets, "vapid", make))
  const webhookSecrets = createWebhookSecrets(await keptSecret(secrets, "webhooks"))
  const onlyShown = env.mode === "development"
  const alerts = openAlerts({
    db,
    url: databaseUrl,
    log,
    holdMs: env.alertHoldSeconds * 1_000,
    origin: env.url ?? "",
    links,
    send: createSender({
      mailer,
      network,
      vapid,
      webhookSecrets,
      clock: Date.now,
      onlyShown,
    }),
  })
  liveBoards.subscribe({ onChange: alerts.wake })
  const parts: RuntimeParts = {
    db,
    env: publicPart(env),
    log,
    clock: Date.now,
    liveBoards,
    mailer,
    limits,
    outbox: alerts.outbox,
    links,
    webhookSecrets,
    refuseTarget: async (address) =>
      env.allowPrivateTargets || onlyShown || URL.parse(address)?.protocol === "https:"
        ? targetRefusal(address, network)
        : refuse("not_http", "Give an address that begins with https://."),
    canMail: mailer !== null || onlyShown,
    pushKey: vapid.publicKey,
    shownMessages: onlyShown ? () => readShownMessages(db, { origin: env.url ?? "", links }) : null,
  }
  const ipOf = (req: IncomingMessage) => clientAddress(req, env.url !== null)
  const report = (error: unknown, note: RequestNote) =>
    log.error({ requestId: note.requestId, route: note.template, err: loggable(error) }, "request failed")

  async function contextOf(
    headers: Headers | IncomingHttpHeaders,
    note: RequestNote,
  ): Promise<Context | Refusal> {
    const actor = await identify({ auth, db }, headers)
    if (isRefusal(actor)) return actor
    if (actor) note.actor = actor.id
    return { actor, runtime: parts, ip: note.ip, requestId: note.requestId }
  }

  // before its sockets are cut, so that none comes back by what is remembered of a key
  desk.subscribe({ onAccount: () => forgetKeys(db) })
  const realtime = attachRealtime({
    liveBoards,
    desk,
    log,
    identify: (req) => identify({ auth, db }, req.headers),
    isAtDesk: (role) => may(role, "drafts.list"),
    // the machine itself is not limited: a proxy on it that does not say for whom it asks speaks for everybody
    countedAs: (req) => {
      const ip = ipOf(req)
      return isLoopback(ip) ? null : networkOf(ip)
    },
  })
  const api = createApi<Context>({
    router: appRouter,
    contextOf: (req, note) => contextOf(req.headers, note),
    refusalFor: ({ actor }, name) => refusalByRole(actor, name),
    limit: async ({ actor }, { type }, { ip }) =>
      type === "mutation" ? limits.mutation(actor, ip) : undefined,
    report,
    documents: apiDocuments({
      version: packageJson.version,
      url: env.url,
      isPublic: (name) => may(null, name),
      feedQuery: feedQuerySchema,
    }),
  })
  const trpc = createTrpcHandler<Context>({
    router: appRouter,
    report,
    async contextOf(req, res, note) {
      const context = await contextOf(req.headers, note)
      if (isRefusal(context)) throw trpcError(context)
      const reached = req.method === "POST" ? await limits.mutation(context.actor, note.ip) : undefined
      if (!reached) return context
      const { problem, headers } = tooManyRequests(reached)
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
      throw trpcError(refuse("too_many_requests", problem.detail))
    },
  })
  const runtime: Runtime = {
    ...parts,
    async createCaller(headers) {
      const context = await contextOf(headers, noteOfPage(headers))
      if (isRefusal(context)) throw trpcError(context)
      return appRouter.createCaller(context)
    },
  }
  Reflect.set(globalThis, RUNTIME, runtime)

  front.open({
    api: api.handle,
    trpc,
    auth: limitedSignIn(limits, authHandler(auth, { clientAddress: ipOf, log: accountsLog })),
    oneClick: createOneClick({ stop: (token) => stopByLink(db, links, { token }), report }),
    documents: createDocuments({
      async read(req, note, sha256) {
        const context = await contextOf(req.headers, note)
        return isRefusal(context) ? context : readArchivedCopy(db, context.actor, sha256)
      },
      report,
    }),
    feeds: createFeeds({
      url: env.url,
      async read(req, note, address) {
        const context = await contextOf(req.headers, note)
        return isRefusal(context) ? context : feedAt(context, address)
      },
      report,
    }),
    pages: pages && limitedForms(limits, withNote(pages)),
    pageUpgrade: pages?.upgrade,
    sockets: (req, res) => void realtime.handleRequest(req, res),
    socketUpgrade: (req, socket, head) => void realtime.handleUpgrade(req, socket, head),
  })
  return {
    isFollowing: () => liveBoards.healthy() && desk.healthy(),
    closeSockets: () => realtime.close(),
    stop: async () => {
      await alerts.stop()
      mailer?.close()
      await Promise.all([liveBoards.stop(), desk.stop()])
    },
  }
}

function limitedSignIn(
  limits: RateLimits,
  signIn: (req: IncomingMessage, res: ServerResponse) => Promise<void>,
): Handler {
  return async (req, res, note) => {
    note.template = "/api/auth/*"
    const reached = req.method === "POST" ? await limits.signIn(note.ip) : undefined
    if (!reached) return signIn(req, res)
    const { problem, headers } = tooManyRequests(reached)
    sendProblem(req, res, problem, headers)
  }
}

/** What a page's form sends is a change like any other, and is counted as one by nobody known. */
function limitedForms(limits: RateLimits, pages: Handler): Handler {
  return async (req, res, note) => {
    const reached = req.method === "POST" ? await limits.mutation(null, note.ip) : undefined
    if (!reached) return pages(req, res, note)
    const { problem, headers } = tooManyRequests(reached)
    sendProblem(req, res, problem, headers)
  }
}

const REQUEST_ID_HEADER = "x-request-id"

/** What a page's procedures have to know of its request goes with the request; a client's own words are overwritten. */
function withNote(pages: Pages): Handler {
  return (req, res, note) => {
    req.headers[REQUEST_ID_HEADER] = note.requestId
    req.headers[CLIENT_ADDRESS_HEADER] = note.ip
    return pages.handle(req, res)
  }
}

function noteOfPage(headers: Headers | IncomingHttpHeaders): RequestNote {
  const read = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : Reflect.get(headers, name)
    return typeof value === "string" ? value : ""
  }
  return { requestId: read(REQUEST_ID_HEADER), ip: read(CLIENT_ADDRESS_HEADER), template: "page" }
}
