import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { fileURLToPath } from "node:url"

/** Next, as one part among others: it owns no port and hears only of the requests that it is given. */
export interface Pages {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>
  /** Hot reload, in development only. */
  upgrade: ((req: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined
  close(): Promise<void>
}

/** Gets Next ready. It takes a while, so start it early and beside the database. */
export async function startPages(options: { dev: boolean; port: number; hostname: string }): Promise<Pages> {
  const { default: next } = await import("next")
  // never listens: Next hangs its upgrade listener here, where it cannot take what is not its own
  const nextSide = createServer()
  const app = next({
    ...options,
    dir: fileURLToPath(new URL("../..", import.meta.url)),
    httpServer: nextSide,
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return {
    handle: (req, res) => handle(req, res),
    upgrade: options.dev
      ? (req, socket, head) => {
          if (!nextSide.emit("upgrade", req, socket, head)) socket.destroy()
        }
      : undefined,
    close: () => app.close(),
  }
}
