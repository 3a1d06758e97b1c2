/** Some readers who keep to the contract: read the board, watch from its number, drop what they know, ask again at a hole. */
import { createHash } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { io, type Socket } from "socket.io-client"
import type { Board } from "../../../server/domain/board.ts"
import { applyChange, type Change, canonicalJson } from "../../../server/domain/change.ts"
import type { Answer } from "./node.ts"

export interface ReaderReport {
  /** Number of the board that it began with. */
  from: number
  /** What it applied, in the order of applying: number, hash, digest of the content. */
  applied: [seq: number, hash: string, digest: string][]
  board: Board
  /** Board read anew, since the server said so. */
  resyncs: number
  /** How often it connected, saw a hole, was sent what it knew, and got changes by asking for them. */
  connects: number
  holes: number
  known: number
  caughtUp: number
}

interface Reader {
  socket: Socket
  report: ReaderReport
}

const [, , url = "", slug = "", count = "1"] = process.argv
const readers: Reader[] = []

process.on("message", (message: { ask: string; count?: number; seq?: number }) => {
  void answer(message)
})

async function answer(message: { ask: string; count?: number; seq?: number }): Promise<void> {
  switch (message.ask) {
    case "start":
      readers.push(...(await Promise.all(Array.from({ length: Number(count) }, startReader))))
      process.send?.("started")
      break
    case "cut":
      for (let n = 0; n < (message.count ?? 0); n += 1)
        cut(readers[Math.floor(Math.random() * readers.length)])
      break
    case "wait":
      while (readers.some(({ report }) => report.board.seq < (message.seq ?? 0))) await pause(20)
      process.send?.("there")
      break
    case "report":
      process.send?.(readers.map(({ report }) => report))
      break
    default:
      throw new Error(`Unknown: ${message.ask}`)
  }
}

async function startReader(): Promise<Reader> {
  const board = await readBoard()
  const report: ReaderReport = {
    from: board.seq,
    applied: [],
    board,
    resyncs: 0,
    connects: 0,
    holes: 0,
    known: 0,
    caughtUp: 0,
  }
  const socket = io(url, {
    transports: Math.random() < 0.8 ? ["websocket"] : ["polling", "websocket"],
    reconnectionDelay: 150,
    reconnectionDelayMax: 1_000,
    forceNew: true,
  })
  const apply = (change: Change): boolean => {
    if (change.seq <= report.board.seq) report.known += 1
    else if (change.seq > report.board.seq + 1) return false
    else {
      report.board = applyChange(report.board, change)
      report.applied.push([change.seq, change.hash, digest(change)])
    }
    return true
  }
  const watch = async (): Promise<void> => {
    const { epoch, seq } = report.board
    const got: Answer | undefined = await socket
      .timeout(5_000)
      .emitWithAck("watch", { negotiation: slug, after: { epoch, seq } })
      .catch(() => undefined)
    if (!got || got.error) {
      await pause(200)
      if (socket.connected) await watch()
    } else if (got.resync) {
      report.resyncs += 1
      report.board = await readBoard()
    } else {
      report.caughtUp += got.changes?.length ?? 0
      for (const change of got.changes ?? []) apply(change)
    }
  }
  const watching = new Promise<void>((resolve) => {
    socket.on("connect", () => {
      report.connects += 1
      void watch().then(resolve)
    })
  })
  socket.on("change", (change: Change) => {
    if (apply(change)) return
    report.holes += 1
    void watch()
  })
  await watching
  return { socket, report }
}

/** As when a train enters a tunnel: the connection is gone, and nobody said goodbye. */
function cut(reader: Reader | undefined): void {
  const transport: unknown = reader?.socket.io.engine?.transport
  const ws: unknown = transport instanceof Object ? Reflect.get(transport, "ws") : undefined
  const terminate: unknown = ws instanceof Object ? Reflect.get(ws, "terminate") : undefined
  if (typeof terminate === "function") terminate.call(ws)
  // a client whose engine is closed while it connects does not notice, and waits out its 20 seconds
  else if (reader?.socket.connected) reader.socket.io.engine?.close()
}

async function readBoard(): Promise<Board> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/negotiations/${slug}/board`).catch(() => undefined)
    if (response?.ok) return response.json()
    await pause(100)
  }
}

function digest(change: Change): string {
  return createHash("sha256").update(canonicalJson(change)).digest("hex")
}
