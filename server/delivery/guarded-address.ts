import ipaddr from "ipaddr.js"

/**
 * True for an address that anybody on the internet may be asked at: no loopback, private, link-local, shared (CGNAT),
 * multicast, reserved, documentation or benchmarking range, and no IPv6 form (mapped, NAT64) of an IPv4 address that is
 * one of those. Tunnels that carry an IPv4 address (6to4, Teredo) are refused as a whole.
 * Ranges: IANA special-purpose address registries for IPv4 and IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.range() === "unicast"
  switch (parsed.range()) {
    case "ipv4Mapped":
      return isPublicAddress(parsed.toIPv4Address().toString())
    case "rfc6052":
      return isPublicAddress(parsed.toByteArray().slice(12).join("."))
    case "unicast":
      return parsed.match(GLOBAL_UNICAST)
    default:
      return false
  }
}

/** What IANA has given out so far; the rest of IPv6 is reserved, or once was something else. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3")
