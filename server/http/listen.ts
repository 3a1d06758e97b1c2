import { createServer, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import type { Duplex } from "node:stream"
import type { Front } from "./front.ts"
import { problem } from "./problem.ts"

/** A server that will not start, in a sentence for whoever started it. */
export class StartError extends Error {}

export interface Listening {
  server: Server
  connections: Map<Socket, number>
  upgraded: Set<Socket>
}

/** Opens the one port. A client has 20 seconds for its headers and two minutes for its body. */
export async function listen(front: Front, host: string, port: number): Promise<Listening> {
  const server = createServer({ headersTimeout: 20_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 })
  const listening = follow(server)
  server.on("request", front.request)
  server.on("upgrade", front.upgrade)
  server.on("clientError", answerBrokenRequest)
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new StartError(whyNot(error, host, port))))
    server.listen(port, host, resolve)
  })
  return listening
}

/** The address as somebody on this machine would write it. */
export function addressOf({ server }: Listening, host: string): string {
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/**
 * Takes no new connection, lets what is under way finish, and cuts off what takes too long. Upgraded connections are left
 * to whoever has them until `farewell` is over.
 */
export async function drain(
  { server, connections, upgraded }: Listening,
  patienceMs: number,
  farewell: Promise<unknown>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const cutUpgraded = () => {
    for (const socket of upgraded) socket.destroy()
  }
  const patience = setTimeout(() => {
    server.closeAllConnections()
    cutUpgraded()
  }, patienceMs)
  // what was written last is on its way; nobody answers it any more
  void farewell.finally(() => setTimeout(cutUpgraded, FAREWELL_MS))
  // a connection that was busy when it began becomes free later
  const closeFree = () => {
    for (const [socket, requests] of connections) if (requests === 0) socket.destroy()
  }
  closeFree()
  const sweep = setInterval(closeFree, 50)
  await closed
  clearTimeout(patience)
  clearInterval(sweep)
}

const FAREWELL_MS = 200

/**
 * Every connection with the number of its requests under way: Node's own list of idle ones leaves out those that have not
 * asked anything yet. A connection that was upgraded belongs to whoever upgraded it.
 */
function follow(server: Server): Listening {
  const connections = new Map<Socket, number>()
  const upgraded = new Set<Socket>()
  const count = (socket: Socket, by: number) => {
    const requests = connections.get(socket)
    if (requests !== undefined) connections.set(socket, requests + by)
  }
  server.on("connection", (socket) => {
    connections.set(socket, 0)
    socket.once("close", () => {
      connections.delete(socket)
      upgraded.delete(socket)
    })
  })
  server.on("request", ({ socket }, res) => {
    count(socket, 1)
    res.once("close", () => count(socket, -1))
  })
  server.on("upgrade", ({ socket }) => {
    connections.delete(socket)
    if (!socket.destroyed) upgraded.add(socket)
  })
  return { server, connections, upgraded }
}

function whyNot(error: Error, host: string, port: number): string {
  const code = "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken. Stop what uses it, or set PORT to another, for example PORT=${port + 1} npm start.`
  }
  if (code === "EACCES") return `This user may not listen on port ${port}. Set PORT to 1024 or more.`
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST=${host} is no address of this machine.`
  return `Cannot listen on ${host}, port ${port}: ${error.message}`
}

/** What is no HTTP gets an answer that is, where there is still somebody to read it. */
function answerBrokenRequest(error: Error, socket: Duplex): void {
  const code = "code" in error ? error.code : undefined
  if (!socket.writable || code === "ECONNRESET") return void socket.destroy()
  const answer =
    code === "HPE_HEADER_OVERFLOW"
      ? {
          ...problem("bad_request", "The headers are too large."),
          status: 431,
          title: "Request Header Fields Too Large",
        }
      : problem("bad_request", "This is not a request that can be read.")
  const body = JSON.stringify(answer)
  socket.end(
    `HTTP/1.1 ${answer.status} ${answer.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
