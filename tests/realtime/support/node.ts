import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client"
import { type Database, openDatabase } from "../../../db/client.ts"
import type { Change } from "../../../server/domain/change.ts"
import { attachRealtime, type RealtimeOptions } from "../../../server/realtime/attach.ts"
import { openDesk } from "../../../server/realtime/desk.ts"
import { type LiveBoards, openLiveBoards } from "../../../server/realtime/live-boards.ts"

/** One node of the relay: the real parts on a bare HTTP server. */
export interface TestNode {
  db: Database
  liveBoards: LiveBoards
  realtime: ReturnType<typeof attachRealtime>
  url: string
  logged: { level: string; message: string; fields: object }[]
  connect: (options?: Partial<ManagerOptions & SocketOptions>) => Socket
  stop: () => Promise<void>
}

export async function startNode(
  databaseUrl: string,
  also: Partial<Pick<RealtimeOptions, "identify">> & { clock?: () => number } = {},
): Promise<TestNode> {
  const logged: TestNode["logged"] = []
  const write = (level: string) => (fields: object, message?: string) =>
    void logged.push({ level, fields, message: message ?? "" })
  const log = { info: write("info"), warn: write("warn"), error: write("error") }
  const db = openDatabase(databaseUrl)
  const liveBoards = openLiveBoards({ db, url: databaseUrl, log, ...(also.clock && { clock: also.clock }) })
  const desk = openDesk({ db, url: databaseUrl, log })
  const realtime = attachRealtime({
    liveBoards,
    desk,
    log,
    identify: also.identify ?? (async () => null),
    isAtDesk: (role) => role !== "reader",
  })
  const server = createServer((req, res) => {
    if (!realtime.handleRequest(req, res)) res.writeHead(404).end()
  })
  server.on("upgrade", (req, socket, head) => {
    if (!realtime.handleUpgrade(req, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const sockets: Socket[] = []
  return {
    db,
    liveBoards,
    realtime,
    url,
    logged,
    connect(options) {
      const socket = io(url, { transports: ["websocket"], forceNew: true, reconnectionDelay: 20, ...options })
      sockets.push(socket)
      return socket
    },
    async stop() {
      for (const socket of sockets) socket.disconnect()
      await realtime.close()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all([liveBoards.stop(), desk.stop()])
      await db.$client.end()
    },
  }
}

export interface Answer {
  epoch: string
  seq: number
  changes?: Change[]
  resync?: true
  error?: { code: string; detail: string; path?: string }
}

export async function watch(socket: Socket, input: unknown): Promise<Answer> {
  return socket.timeout(5_000).emitWithAck("watch", input)
}

/** Every change that this socket is sent from now on. */
export function collect(socket: Socket): Change[] {
  const changes: Change[] = []
  socket.on("change", (change: Change) => changes.push(change))
  return changes
}
