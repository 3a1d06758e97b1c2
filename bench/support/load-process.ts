/**
 * Many readers in one process. They speak just enough of the protocol to be readers (the real client costs more than the
 * server that is measured), and note when each message came.
 */
import { WebSocket } from "ws"
import { sharedNowMs } from "./stats.ts"

export type Kind = "product" | "socket.io" | "ws"
/** For each message, by its mark, when each reader got it. */
export type Receipts = Record<string, number[]>

const [, , url = "", kind = "ws", slug = ""] = process.argv
const receipts = new Map<string, number[]>()
let disordered = 0
let closed = 0

process.on("message", (message: { ask: "open"; count: number } | { ask: "take" }) => {
  if (message.ask === "open") void open(message.count).then(() => process.send?.("open"))
  else {
    process.send?.({ receipts: Object.fromEntries(receipts), disordered, closed })
    receipts.clear()
  }
})
process.on("disconnect", () => process.exit(0))

async function open(count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - opened) }, connect))
  }
}

function connect(): Promise<void> {
  const address = url.replace("http", "ws")
  const socket = new WebSocket(kind === "ws" ? address : `${address}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  })
  let last = 0
  return new Promise((resolve, reject) => {
    socket.on("error", reject)
    socket.on("close", () => {
      closed += 1
    })
    if (kind === "ws") socket.on("open", () => resolve())
    socket.on("message", (data) => {
      const text = String(data)
      if (text === "2") socket.send("3")
      else if (text.startsWith("0{")) socket.send("40")
      else if (text.startsWith("40")) {
        if (kind === "product") socket.send(`420["watch",{"negotiation":"${slug}"}]`)
        else resolve()
      } else if (text.startsWith("430")) resolve()
      else last = note(text, last)
    })
  })
}

/** The last mark in a change is its statement's own. What the product sends must rise by one. */
function note(text: string, last: number): number {
  const at = text.lastIndexOf("bench-")
  const mark = text.slice(at, at + 12)
  const times = receipts.get(mark)
  if (times) times.push(sharedNowMs())
  else receipts.set(mark, [sharedNowMs()])
  if (kind !== "product") return 0
  const seq = Number(/"seq":(\d+)/.exec(text)?.[1])
  if (last !== 0 && seq !== last + 1) disordered += 1
  return seq
}
