"use client"

import { useEffect, useState, useSyncExternalStore } from "react"
import type { Socket } from "socket.io-client"
import type { Board } from "../../server/domain/board.ts"
import { type FollowedBoard, type Follower, followBoard, type WatchAnswer } from "./follow-board.ts"
import { withSocket } from "./shared-socket.ts"

const ANSWER_TIMEOUT_MS = 5000
/** After this long without a connection the page says offline instead of reconnecting. */
const OFFLINE_AFTER_MS = 30_000

/** The server's board, kept true by Socket.IO once the page is alive. `enabled` is false for boards of the past. */
export function useFollowedBoard(initial: Board, enabled: boolean): FollowedBoard {
  const [line] = useState(() => openLine(initial))
  useEffect(() => (enabled ? connect(line) : undefined), [line, enabled])
  return useSyncExternalStore(line.follower.subscribe, line.follower.get, line.follower.get)
}

interface Line {
  follower: Follower
  socket: Socket | null
}

function openLine(initial: Board): Line {
  const line: Line = {
    socket: null,
    follower: followBoard(initial, {
      now: () => Date.now(),
      watch: (request) => ask(line.socket, request),
      readBoard: () => readBoard(initial.negotiation),
    }),
  }
  return line
}

async function ask(socket: Socket | null, request: object): Promise<WatchAnswer | undefined> {
  if (!socket?.connected) return undefined
  try {
    return await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck("watch", request)
  } catch {
    return undefined
  }
}

async function readBoard(slug: string): Promise<Board | undefined> {
  try {
    const response = await fetch(`/api/v1/negotiations/${encodeURIComponent(slug)}/board`, {
      cache: "no-store",
    })
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}

function connect(line: Line): () => void {
  const { follower } = line
  let giveUp: ReturnType<typeof setTimeout> | undefined
  const lost = () => {
    follower.disconnected()
    clearTimeout(giveUp)
    giveUp = setTimeout(follower.gaveUp, OFFLINE_AFTER_MS)
  }
  const back = () => {
    clearTimeout(giveUp)
    follower.connected()
  }
  const refused = () => {
    if (giveUp === undefined) lost()
  }
  const release = withSocket((socket) => {
    line.socket = socket
    socket.on("connect", back)
    socket.on("disconnect", lost)
    socket.on("connect_error", refused)
    socket.on("change", follower.heard)
    socket.io.on("ping", follower.alive)
    if (socket.connected) back()
    return () => {
      socket.off("connect", back)
      socket.off("disconnect", lost)
      socket.off("connect_error", refused)
      socket.off("change", follower.heard)
      socket.io.off("ping", follower.alive)
      socket.emit("unwatch", { negotiation: follower.get().board.negotiation })
      line.socket = null
    }
  })
  /** After sleep a dead connection still looks open: ask, and start anew where nobody answers. */
  const wake = async () => {
    const socket = line.socket
    if (document.visibilityState !== "visible" || !socket) return
    if (!socket.connected) socket.connect()
    else if (!(await follower.check()) && line.socket === socket) socket.disconnect().connect()
  }
  const offline = () => {
    follower.disconnected()
    follower.gaveUp()
  }
  document.addEventListener("visibilitychange", wake)
  window.addEventListener("pageshow", wake)
  window.addEventListener("online", wake)
  window.addEventListener("offline", offline)
  return () => {
    clearTimeout(giveUp)
    release()
    document.removeEventListener("visibilitychange", wake)
    window.removeEventListener("pageshow", wake)
    window.removeEventListener("online", wake)
    window.removeEventListener("offline", offline)
  }
}
