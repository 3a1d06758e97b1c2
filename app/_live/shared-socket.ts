import type { Socket } from "socket.io-client"

/** One connection for everything on the page; it closes when nobody uses it any more. */
let shared: { socket: Promise<Socket>; users: number } | null = null

/** Calls `use` once the connection exists; the returned function gives it back. */
export function withSocket(use: (socket: Socket) => () => void): () => void {
  shared ??= { socket: import("socket.io-client").then(({ io }) => io({ path: "/socket.io" })), users: 0 }
  const line = shared
  line.users++
  let leave: (() => void) | undefined
  let left = false
  void line.socket.then((socket) => {
    if (!left) leave = use(socket)
  })
  return () => {
    left = true
    leave?.()
    line.users--
    if (line.users > 0) return
    if (shared === line) shared = null
    void line.socket.then((socket) => socket.disconnect())
  }
}
