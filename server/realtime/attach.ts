import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { Logger } from "pino"
import { Server, type Socket } from "socket.io"
import type { AccountRole } from "../../db/schema/account.ts"
import { wordsOf } from "../change-log/watch-changes.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { Desk } from "./desk.ts"
import { EncodedPacket, textParser } from "./encoded-packet.ts"
import { addressCounter, tokenBucket } from "./limits.ts"
import type { LiveBoards } from "./live-boards.ts"
import type { Present } from "./presence.ts"
import {
  deskAnswer,
  notFound,
  parseDraft,
  parseUnwatch,
  parseWatch,
  refusal,
  type SocketRefusal,
  watchAnswer,
} from "./watch-request.ts"

export interface RealtimeOptions {
  liveBoards: LiveBoards
  desk: Desk
  log: Pick<Logger, "info" | "warn" | "error">
  /** Who sends this handshake. Asked only where a private negotiation or a desk is watched. */
  identify: (req: IncomingMessage) => Promise<Person | null | Refusal>
  /** Whether a role may read drafts and private negotiations: the matrix knows. */
  isAtDesk: (role: AccountRole) => boolean
  /** Under which name open sockets are counted, e.g. the client's network; null where they are not. */
  countedAs?: (req: IncomingMessage) => string | null
}

export interface Person {
  /** As the log names them: `user:<id>` or `key:<id>`. */
  id: string
  name: string
  role: AccountRole
}

export interface Realtime {
  io: SocketServer
  /** Takes an upgrade below `/socket.io/`; false where it is none of ours, and untouched. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Takes a polling request below `/socket.io/`; false where it is none of ours, and untouched. */
  handleRequest: (req: IncomingMessage, res: ServerResponse) => boolean
  /** Says goodbye to every socket, in a way after which clients connect again by themselves. */
  close: () => Promise<void>
}

type Ack = (answer: Answer) => void
interface FromClient {
  watch: (input: unknown, ack?: Ack) => void
  unwatch: (input: unknown, ack?: Ack) => void
  "desk:watch": (input: unknown, ack?: Ack) => void
  "desk:unwatch": (input: unknown, ack?: Ack) => void
  "desk:enter": (input: unknown, ack?: Ack) => void
  "desk:leave": (input: unknown, ack?: Ack) => void
}
interface ToClient {
  change: (change: EncodedPacket) => void
  "desk:change": (change: EncodedPacket) => void
  "desk:presence": (now: { negotiation: string; present: Present[] }) => void
  /** Something new in the inbox of whoever is signed in. */
  alert: (alert: unknown) => void
}
interface SocketData {
  /** Who it is, once it was let in to something that is not for everybody. Asked again every minute. */
  person?: Person
  /** Whose inbox it hears of: somebody with an account, at the desk or not. */
  reader?: string
  /** The drafts that it is in, each with how it leaves. */
  drafts: Map<string, () => void>
}
type SocketServer = Server<FromClient, ToClient, Record<string, never>, SocketData>
type Answer = EncodedPacket | SocketRefusal | Record<string, never>
type ClientSocket = Socket<FromClient, ToClient, Record<string, never>, SocketData>

const PATH = "/socket.io/"
/** A newsroom behind one address fits in. */
const MOST_SOCKETS_PER_ADDRESS = 2_000
const MOST_ROOMS = 20
const MOST_DRAFTS = 20
/** Packets that wait for one reader; who is slower than that is cut off and catches up by its cursor. */
const MOST_WAITING = 512
const SWEEP_MS = 1_000
const ASK_AGAIN_MS = 60_000

/**
 * Relays the log to the rooms of this node's sockets, and lets readers catch up. It opens no port: whoever owns the HTTP
 * server hands over what comes below `/socket.io/`, and has turned away by then what another site's page opens.
 */
export function attachRealtime({
  liveBoards,
  desk,
  log,
  identify,
  isAtDesk,
  countedAs = () => null,
}: RealtimeOptions): Realtime {
  const addresses = addressCounter(MOST_SOCKETS_PER_ADDRESS)
  const io: SocketServer = new Server(createServer(), {
    path: PATH,
    serveClient: false,
    parser: textParser,
    transports: ["websocket", "polling"],
    // frames are built once for all readers; compressing would build them for each
    perMessageDeflate: false,
    maxHttpBufferSize: 16_384,
    connectTimeout: 10_000,
    allowRequest(req, answer) {
      const from = countedAs(req)
      if (from !== null && addresses.isFull(from)) answer("Too many connections from this address.", false)
      else answer(null, true)
    },
  })
  io.engine.on("connection", (connection: ClientSocket["conn"]) => {
    const from = countedAs(connection.request)
    if (from === null) return
    addresses.enter(from)
    connection.once("close", () => addresses.leave(from))
  })

  async function whoIs({ request }: ClientSocket): Promise<Person | null> {
    // a cookie counts only where the browser says that a page of ours sent it
    const { origin, authorization, cookie, "sec-fetch-site": site } = request.headers
    if (authorization === undefined && cookie === undefined) return null
    if (origin === undefined && authorization === undefined && site !== "same-origin") return null
    const who = await identify(request)
    return isRefusal(who) ? null : who
  }

  /** Who this is, where they are one of the desk; the socket remembers it, so that it can be cut when that ends. */
  async function askWho(socket: ClientSocket): Promise<Person | null> {
    const who = await whoIs(socket)
    if (who === null || !isAtDesk(who.role)) return null
    socket.data.person = who
    return who
  }

  // before the page is told that it is connected: from then on it misses nothing that comes into the inbox
  io.use((socket, next) => {
    whoIs(socket)
      .then((who) => {
        if (who === null) return
        socket.data.reader = who.id
        void socket.join(inboxRoomOf(who.id))
      })
      .catch((error: unknown) => log.warn({ err: wordsOf(error) }, "reader_not_identified"))
      .finally(() => next())
  })

  function isFull(socket: ClientSocket, room: string): SocketRefusal | undefined {
    const own = socket.data.reader === undefined ? 1 : 2
    if (socket.rooms.has(room) || socket.rooms.size < MOST_ROOMS + own) return undefined
    return refusal("too_many_requests", `One connection watches ${MOST_ROOMS} negotiations at most.`)
  }

  async function watch(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseWatch(input)
    if ("error" in request) return request
    const slug = request.negotiation
    const head = await liveBoards.open(slug)
    if (!head) return notFound(slug)
    if (head.visibility === "private" && !(await askWho(socket))) return notFound(slug)
    const full = isFull(socket, roomOf(slug))
    if (full) return full
    // in one tick, so that nothing falls between what was missed and what comes: join, read what was missed, answer
    const missed = liveBoards.catchUp(slug, request.after)
    if (!missed) return UNAVAILABLE
    if (socket.connected) void socket.join(roomOf(slug))
    return watchAnswer(missed)
  }

  async function unwatch(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseUnwatch(input)
    if ("error" in request) return request
    void socket.leave(roomOf(request.negotiation))
    return {}
  }

  async function watchDesk(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseWatch(input)
    if ("error" in request) return request
    const slug = request.negotiation
    if (!(await askWho(socket))) return NOT_AT_DESK
    if (!(await desk.open(slug))) return notFound(slug)
    const full = isFull(socket, deskRoomOf(slug))
    if (full) return full
    const missed = desk.catchUp(slug, request.after)
    if (!missed) return UNAVAILABLE
    if (socket.connected) void socket.join(deskRoomOf(slug))
    return deskAnswer(missed, desk.present(slug))
  }

  async function unwatchDesk(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseUnwatch(input)
    if ("error" in request) return request
    void socket.leave(deskRoomOf(request.negotiation))
    return {}
  }

  /** Only who follows a desk is seen there. */
  async function enterDraft(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseDraft(input)
    if ("error" in request) return request
    const { negotiation, statement } = request
    const { person, drafts } = socket.data
    if (!person || !socket.rooms.has(deskRoomOf(negotiation))) return NOT_AT_DESK
    if (drafts.size >= MOST_DRAFTS)
      return refusal("too_many_requests", `One connection is in ${MOST_DRAFTS} drafts at most.`)
    const key = `${negotiation} ${statement}`
    if (socket.connected && !drafts.has(key))
      drafts.set(key, desk.enter(negotiation, { statement, id: person.id, name: person.name }))
    return {}
  }

  async function leaveDraft(socket: ClientSocket, input: unknown): Promise<Answer> {
    const request = parseDraft(input)
    if ("error" in request) return request
    const key = `${request.negotiation} ${request.statement}`
    socket.data.drafts.get(key)?.()
    socket.data.drafts.delete(key)
    return {}
  }

  io.on("connection", (socket) => {
    socket.data.drafts = new Map()
    const isAllowed = tokenBucket(40, 5)
    let strikes = 0
    let before: Promise<void> = Promise.resolve()
    socket.use((event, next) => {
      if (isAllowed()) return next()
      const ack: unknown = event.at(-1)
      if (typeof ack === "function") ack(refusal("too_many_requests", "Wait a second before you ask again."))
      strikes += 1
      if (strikes > 100) cut(socket, "too_many_events")
    })
    // one request of a socket after another, so that `unwatch` is not overtaken by the `watch` before it
    const inTurn = (ack: unknown, work: () => Promise<Answer>) => {
      const answer = typeof ack === "function" ? ack : () => {}
      before = before.then(async () => {
        try {
          answer(await work())
        } catch (error) {
          log.warn({ err: wordsOf(error) }, "watch_failed")
          answer(UNAVAILABLE)
        }
      })
    }
    socket.on("watch", (input, ack) => inTurn(ack, () => watch(socket, input)))
    socket.on("unwatch", (input, ack) => inTurn(ack, () => unwatch(socket, input)))
    socket.on("desk:watch", (input, ack) => inTurn(ack, () => watchDesk(socket, input)))
    socket.on("desk:unwatch", (input, ack) => inTurn(ack, () => unwatchDesk(socket, input)))
    socket.on("desk:enter", (input, ack) => inTurn(ack, () => enterDraft(socket, input)))
    socket.on("desk:leave", (input, ack) => inTurn(ack, () => leaveDraft(socket, input)))
    socket.on("disconnect", () => {
      for (const leave of socket.data.drafts.values()) leave()
    })
  })

  liveBoards.subscribe({
    // `local`: each node relays from the log to its own sockets; through an adapter all would be told again by all
    onChange: (slug, change) => void io.local.to(roomOf(slug)).emit("change", new EncodedPacket(change.json)),
    onPrivate: (slug) => cutAll(io, roomOf(slug), "negotiation_is_private"),
    onEpoch: () => cutAll(io, undefined, "epoch_changed"),
  })

  desk.subscribe({
    onChange: (slug, change) =>
      void io.local.to(deskRoomOf(slug)).emit("desk:change", new EncodedPacket(change.json)),
    onPresence: (slug, present) =>
      void io.local.to(deskRoomOf(slug)).emit("desk:presence", { negotiation: slug, present }),
    onAccount(actorId) {
      for (const socket of io.sockets.sockets.values())
        if (socket.data.person?.id === actorId || socket.data.reader === actorId)
          cut(socket, "account_changed")
    },
    onAlert: (actorId, alert) => void io.local.to(inboxRoomOf(actorId)).emit("alert", alert),
    onListening: () => void askAgain(),
  })

  function cut(socket: ClientSocket, why: string): void {
    log.info({ socket: socket.id, why }, "socket_cut")
    socket.conn.close(true) // unlike `disconnect`, after which clients do not come back
  }

  function cutAll(from: SocketServer, room: string | undefined, why: string): void {
    for (const [id, socket] of from.sockets.sockets) {
      if (room === undefined || from.sockets.adapter.rooms.get(room)?.has(id)) cut(socket, why)
    }
  }

  const sweeping = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      if (waitingPackets(socket) > MOST_WAITING) cut(socket, "slow_reader")
    }
  }, SWEEP_MS)
  /** Whoever may not any more is cut; where it cannot be asked, it is asked again in a minute. */
  async function askAgain(): Promise<void> {
    for (const socket of [...io.sockets.sockets.values()]) {
      if (!socket.data.person) continue
      const still = await askWho(socket).then(
        (who) => who !== null,
        () => true,
      )
      if (!still) cut(socket, "not_allowed_any_more")
    }
  }
  const asking = setInterval(askAgain, ASK_AGAIN_MS)

  return {
    io,
    handleUpgrade(req, socket, head) {
      if (!req.url?.startsWith(PATH)) return false
      io.engine.handleUpgrade(req, socket, head)
      return true
    },
    handleRequest(req, res) {
      if (!req.url?.startsWith(PATH)) return false
      io.engine.handleRequest(req, res)
      return true
    },
    async close() {
      clearInterval(sweeping)
      clearInterval(asking)
      await io.close()
    },
  }
}

const UNAVAILABLE = refusal("unavailable", "The log cannot be read just now. Ask again in a moment.")

const NOT_AT_DESK = refusal("not_allowed", "The desk is followed by analysts who are signed in.")

function roomOf(slug: string): string {
  return `negotiation:${slug}`
}

function deskRoomOf(slug: string): string {
  return `desk:${slug}`
}

function inboxRoomOf(actorId: string): string {
  return `inbox:${actorId}`
}

/** Engine.IO keeps its queue to itself; a test makes sure that it is found. */
function waitingPackets(socket: ClientSocket): number {
  const waiting: unknown = Reflect.get(socket.conn, "writeBuffer")
  return Array.isArray(waiting) ? waiting.length : 0
}
