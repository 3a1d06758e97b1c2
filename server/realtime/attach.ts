import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { Logger } from "pino"
import { Server, type Socket } from "socket.io"
import type { AccountRole } from "../../db/schema/account.ts"
import type { Refusal } from "../domain/refusal.ts"
import { EncodedPacket, textParser } from "./encoded-packet.ts"
import { addressCounter, tokenBucket } from "./limits.ts"
import type { LiveBoards } from "./live-boards.ts"
import {
  notFound,
  parseUnwatch,
  parseWatch,
  refusal,
  type SocketRefusal,
  watchAnswer,
} from "./watch-request.ts"

export interface RealtimeOptions {
  liveBoards: LiveBoards
  log: Pick<Logger, "info" | "warn" | "error">
  /** Who sends this handshake. Asked only where a private negotiation is watched. */
  identify: (req: IncomingMessage) => Promise<{ role: AccountRole } | null | Refusal>
  /** Under which name open sockets are counted, e.g. the client's network; null where they are not. */
  countedAs?: (req: IncomingMessage) => string | null
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

type Ack = (answer: EncodedPacket | SocketRefusal | Record<string, never>) => void
interface FromClient {
  watch: (input: unknown, ack?: Ack) => void
  unwatch: (input: unknown, ack?: Ack) => void
}
interface ToClient {
  change: (change: EncodedPacket) => void
}
interface SocketData {
  /** Private negotiations that it watches: whether it still may is asked again every minute. */
  private: Set<string>
}
type SocketServer = Server<FromClient, ToClient, Record<string, never>, SocketData>
type ClientSocket = Socket<FromClient, ToClient, Record<string, never>, SocketData>

const PATH = "/socket.io/"
/** A newsroom behind one address fits in. */
const MOST_SOCKETS_PER_ADDRESS = 2_000
const MOST_ROOMS = 20
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
  log,
  identify,
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

  async function mayReadPrivate(req: IncomingMessage): Promise<boolean> {
    // a cookie counts only where the browser says that a page of ours sent it
    const { origin, authorization } = req.headers
    if (
      origin === undefined &&
      authorization === undefined &&
      req.headers["sec-fetch-site"] !== "same-origin"
    ) {
      return false
    }
    const who = await identify(req)
    return who !== null && "role" in who && who.role !== "reader"
  }

  async function watch(socket: ClientSocket, input: unknown): Promise<EncodedPacket | SocketRefusal> {
    const request = parseWatch(input)
    if ("error" in request) return request
    const slug = request.negotiation
    const head = await liveBoards.open(slug)
    if (!head) return notFound(slug)
    const hidden = head.visibility === "private"
    if (hidden && !(await mayReadPrivate(socket.request))) return notFound(slug)
    if (!socket.rooms.has(roomOf(slug)) && socket.rooms.size > MOST_ROOMS) {
      return refusal("too_many_requests", `One connection watches ${MOST_ROOMS} negotiations at most.`)
    }
    // in one tick, so that nothing falls between what was missed and what comes: join, read what was missed, answer
    const missed = liveBoards.catchUp(slug, request.after)
    if (!missed) return UNAVAILABLE
    if (socket.connected) {
      void socket.join(roomOf(slug))
      if (hidden) socket.data.private.add(slug)
    }
    return watchAnswer(missed)
  }

  function unwatch(socket: ClientSocket, input: unknown): Record<string, never> | SocketRefusal {
    const request = parseUnwatch(input)
    if ("error" in request) return request
    socket.data.private.delete(request.negotiation)
    void socket.leave(roomOf(request.negotiation))
    return {}
  }

  io.on("connection", (socket) => {
    socket.data.private = new Set()
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
    const inTurn = (ack: unknown, work: () => ReturnType<typeof watch> | ReturnType<typeof unwatch>) => {
      const answer = typeof ack === "function" ? ack : () => {}
      before = before.then(async () => {
        try {
          answer(await work())
        } catch (error) {
          log.warn({ err: error instanceof Error ? error.message : String(error) }, "watch_failed")
          answer(UNAVAILABLE)
        }
      })
    }
    socket.on("watch", (input, ack) => inTurn(ack, () => watch(socket, input)))
    socket.on("unwatch", (input, ack) => inTurn(ack, () => unwatch(socket, input)))
  })

  liveBoards.subscribe({
    // `local`: each node relays from the log to its own sockets; through an adapter all would be told again by all
    onChange: (slug, change) => void io.local.to(roomOf(slug)).emit("change", new EncodedPacket(change.json)),
    onPrivate: (slug) => cutAll(io, roomOf(slug), "negotiation_is_private"),
    onEpoch: () => cutAll(io, undefined, "epoch_changed"),
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
  const asking = setInterval(async () => {
    for (const socket of io.sockets.sockets.values()) {
      if (socket.data.private.size === 0) continue
      if (!(await mayReadPrivate(socket.request).catch(() => true))) cut(socket, "not_allowed_any_more")
    }
  }, ASK_AGAIN_MS)

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

function roomOf(slug: string): string {
  return `negotiation:${slug}`
}

/** Engine.IO keeps its queue to itself; a test makes sure that it is found. */
function waitingPackets(socket: ClientSocket): number {
  const waiting: unknown = Reflect.get(socket.conn, "writeBuffer")
  return Array.isArray(waiting) ? waiting.length : 0
}
