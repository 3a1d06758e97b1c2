import type { IncomingMessage, Server, ServerResponse } from "node:http"

export async function readBody(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part)
  return Buffer.concat(parts).toString()
}

export function answer(res: ServerResponse): void {
  res.writeHead(201, { "content-type": "application/json" }).end("{}")
}

export function announce(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    if (address && typeof address === "object") console.log(`is ready: http://127.0.0.1:${address.port}`)
  })
  process.on("SIGTERM", () => process.exit(0))
}
