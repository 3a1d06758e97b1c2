import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export interface HostileServer {
  url: string
  port: number
  /** What was asked, in order. */
  asked: IncomingMessage[]
  /** True once whoever asked has closed every connection. */
  isAlone(): Promise<boolean>
  close(): Promise<void>
}

/** A real server on loopback that answers as a test says; it may answer late, too much or never. */
export async function startHostileServer(
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  host = "127.0.0.1",
): Promise<HostileServer> {
  const asked: IncomingMessage[] = []
  const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    asked.push(req)
    res.on("error", () => {})
    answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}`,
    port,
    asked,
    isAlone: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count === 0))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Writes `chunk` for ever, as fast as it is taken. */
export function writeForEver(res: ServerResponse, chunk: Uint8Array): void {
  const more = () => {
    while (!res.destroyed && res.write(chunk));
  }
  res.on("drain", more)
  more()
}
