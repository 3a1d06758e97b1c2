import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"

/**
 * The address that limits are counted by. Where a public address is set and the connection comes from this machine or a
 * private network, a proxy of ours stands in front and the last address it was told is the client's.
 */
export function clientAddress(req: IncomingMessage, behindProxy: boolean): string {
  const peer = (req.socket.remoteAddress ?? "unknown").replace(/^::ffff:/, "")
  if (!behindProxy || !isPrivate(peer)) return peer
  const header = req.headers["x-forwarded-for"]
  const told = (Array.isArray(header) ? header.join(",") : header)?.split(",").at(-1)?.trim()
  return told !== undefined && isIP(told) !== 0 ? told : peer
}

/** Somebody with IPv6 has a whole network of addresses to ask from: it counts as one. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = "", tail] = address.split("::")
  const groups = head === "" ? [] : head.split(":")
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length)
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ? tail.split(":") : [])]
  return `${all.slice(0, 4).join(":")}::/64`
}

export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1"
}

function isPrivate(address: string): boolean {
  return (
    isLoopback(address) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) ||
    /^f[cd]/i.test(address)
  )
}
