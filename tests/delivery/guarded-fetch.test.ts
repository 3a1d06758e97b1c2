import type { ServerResponse } from "node:http"
import { type AddressInfo, createServer } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import { brotliCompressSync, gzipSync } from "node:zlib"
import fc from "fast-check"
import { afterEach, expect, test } from "vitest"
import {
  type GuardedRequest,
  guardedFetch,
  type Network,
  networkFor,
  targetRefusal,
} from "../../server/delivery/guarded-fetch.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { type HostileServer, startHostileServer, writeForEver } from "../support/hostile-server.ts"
import { SELF_SIGNED } from "../support/self-signed.ts"
import { waitUntil } from "../support/wait-until.ts"

const ANY = networkFor(true)
const PUBLIC = networkFor(false)
const servers: HostileServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(...given: Parameters<typeof startHostileServer>): Promise<HostileServer> {
  const server = await startHostileServer(...given)
  servers.push(server)
  return server
}

async function ask(address: string, request: Partial<GuardedRequest> = {}, network: Network = ANY) {
  const answer = await guardedFetch(address, { timeoutMs: 5_000, maxBytes: 100_000, ...request }, network)
  return isRefusal(answer) ? answer.code : { ...answer, body: answer.body.toString() }
}

test.each([
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://127.1/",
  "http://0/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00:ec2::254]/",
  "http://①②⑦.⓪.⓪.①/",
  "http://localhost/",
  "https://10.0.0.1:8443/",
])("%s leads into a private network and is not asked", async (address) => {
  expect(await ask(address, {}, PUBLIC)).toBe("address_not_public")
  expect((await targetRefusal(address, PUBLIC))?.code).toBe("address_not_public")
})

test.each([
  "file:///etc/passwd",
  "ftp://example.org/",
  "gopher://example.org/",
  "data:text/html,x",
  "javascript:alert(1)",
  "//example.org/",
  "example.org",
  "",
  "http://",
  "http://user:secret@example.org/",
  "http://user@example.org/",
  "http://example.org:25/",
  "http://example.org:22/",
])("%s is no address for the web and is not asked", async (address) => {
  expect(await ask(address)).toBe("not_http")
})

test("of a name with several addresses every one has to be public", async () => {
  const network = { ...PUBLIC, resolve: async () => ["93.184.216.34", "10.0.0.1"] }
  expect(await ask("https://two.example/", {}, network)).toBe("address_not_public")
})

test("any special IPv4 address is refused however a resolver spells it", async () => {
  const special = fc.constantFrom(
    "10.1.2.3",
    "127.9.9.9",
    "100.64.1.1",
    "192.168.0.9",
    "172.31.255.255",
    "169.254.1.1",
    "224.0.0.1",
  )
  const form = fc.constantFrom(
    (a: string) => a,
    (a: string) => `::ffff:${a}`,
    (a: string) => `64:ff9b::${a}`,
  )
  await fc.assert(
    fc.asyncProperty(special, form, async (address, spell) => {
      const network = { ...PUBLIC, resolve: async () => [spell(address)] }
      expect(await ask("https://rebound.example/", {}, network)).toBe("address_not_public")
    }),
  )
})

test("the connection goes to the address that was checked, whatever the name means a moment later", async () => {
  const good = await serve((_, res) => res.end("good"), "127.0.0.2")
  const answers = [["127.0.0.2"], ["127.0.0.1"]]
  let lookups = 0
  const network: Network = {
    isAllowed: (address) => address === "127.0.0.2",
    resolve: async () => answers[lookups++] ?? [],
  }
  expect(await ask(`http://rebinding.example:${good.port}/`, {}, network)).toMatchObject({ body: "good" })
  expect(lookups).toBe(1)
  expect(good.asked[0]?.headers.host).toBe(`rebinding.example:${good.port}`)
})

test("a server over TLS is asked by the name that was given, and its certificate has to be trusted", async () => {
  const names: string[] = []
  const server = createTlsServer({
    ...SELF_SIGNED,
    SNICallback: (name, callback) => {
      names.push(name)
      callback(null)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const network = { ...ANY, resolve: async () => ["127.0.0.1"] }
  expect(await ask(`https://named.example:${port}/`, {}, network)).toBe("tls_failed")
  expect(names).toEqual(["named.example"])
  server.close()
})

test("each redirect is checked like the first address", async () => {
  const inner = await serve((_, res) => res.end("secret"))
  const outer = await serve((_, res) => res.writeHead(302, { location: inner.url }).end(), "127.0.0.2")
  const network = { ...ANY, isAllowed: (address: string) => address === "127.0.0.2" }
  expect(await ask(outer.url, { maxRedirects: 5 }, network)).toBe("address_not_public")
  const scheme = await serve((_, res) => res.writeHead(302, { location: "file:///etc/passwd" }).end())
  expect(await ask(scheme.url, { maxRedirects: 5 })).toBe("not_http")
  expect(inner.asked).toHaveLength(0)
})

test("redirects are followed so far and no further, and a circle is told", async () => {
  const server = await serve((req, res) => {
    const step = Number(req.url?.slice(2))
    if (req.url?.startsWith("/c")) return res.writeHead(302, { location: `/c${(step + 1) % 3}#part` }).end()
    return step < 5 || req.url?.startsWith("/e")
      ? res.writeHead(301, { location: `${req.url?.slice(0, 2)}${step + 1}` }).end()
      : res.end("there")
  })
  expect(await ask(`${server.url}/n0`, { maxRedirects: 5 })).toMatchObject({
    body: "there",
    url: `${server.url}/n5`,
  })
  expect(await ask(`${server.url}/e0`, { maxRedirects: 5 })).toBe("too_many_redirects")
  expect(server.asked).toHaveLength(12)
  expect(await ask(`${server.url}/c0`, { maxRedirects: 5 })).toBe("too_many_redirects")
  expect(server.asked).toHaveLength(15)
  expect(await ask(`${server.url}/n0`)).toMatchObject({ status: 301 })
})

test("it sends no cookies and no credentials, and says who it is", async () => {
  const server = await serve((_, res) => res.writeHead(302, { location: "/next", "set-cookie": "a=1" }).end())
  await ask(server.url, { maxRedirects: 1 })
  for (const { headers } of server.asked) {
    expect(headers["user-agent"]).toMatch(/^Parley/)
    expect(Object.keys(headers).filter((name) => /cookie|authorization|referer/.test(name))).toEqual([])
  }
})

test("compressed answers are read, in the encodings that are asked for", async () => {
  const server = await serve((req, res) => {
    const [bytes, encoding] =
      req.url === "/br" ? [brotliCompressSync("words"), "br"] : [gzipSync("words"), "gzip"]
    res.writeHead(200, { "content-encoding": encoding }).end(bytes)
  })
  expect(await ask(`${server.url}/br`)).toMatchObject({ body: "words" })
  expect(await ask(`${server.url}/gzip`)).toMatchObject({ body: "words" })
})

const bomb = gzipSync(Buffer.alloc(200_000_000))
const broken: Record<string, (res: ServerResponse) => void> = {
  "that goes on for ever": (res) => writeForEver(res, Buffer.alloc(65_536, 97)),
  "that announces 50 MB": (res) => res.writeHead(200, { "content-length": 50_000_000 }).write("x"),
  "of 200 MB, compressed to 200 kB": (res) =>
    res.writeHead(200, { "content-encoding": "gzip", "content-length": bomb.length }).end(bomb),
  "with 100 kB of headers": (res) => res.writeHead(200, { "x-long": "x".repeat(100_000) }).end(),
}
test.each(Object.entries(broken))("an answer %s is cut off", async (_, answer) => {
  const server = await serve((_, res) => answer(res))
  const before = process.memoryUsage().rss
  const started = performance.now()
  expect(await ask(server.url, { maxBytes: 1_000_000 })).toBe("too_large")
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576)
  await waitUntil("the connection to be closed", server.isAlone)
})

test.each<[string, (res: ServerResponse) => void]>([
  ["never answers", () => {}],
  ["trickles its headers", (res) => trickle(res, "HTTP/1.1 200 OK\r\nx-a: ")],
  ["trickles its body", (res) => trickle(res, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")],
])("a server that %s is cut off when its time is over", async (_, answer) => {
  const server = await serve((_, res) => answer(res))
  const started = performance.now()
  expect(await ask(server.url, { timeoutMs: 300 })).toBe("too_slow")
  expect(performance.now() - started).toBeLessThan(1_500)
  await waitUntil("the connection to be closed", server.isAlone)
})

test("a resolver that never answers is waited for no longer than the request", async () => {
  const network = { ...ANY, resolve: () => new Promise<string[]>(() => {}) }
  expect(await ask("http://slow.example/", { timeoutMs: 100 }, network)).toBe("too_slow")
})

test("what is no compression, no HTTP, no server and no name has its name each", async () => {
  const lying = await serve((_, res) => res.writeHead(200, { "content-encoding": "gzip" }).end("plain"))
  expect(await ask(lying.url)).toBe("unreadable_encoding")
  const odd = await serve((_, res) => res.writeHead(200, { "content-encoding": "exi, gzip" }).end("?"))
  expect(await ask(odd.url)).toBe("unreadable_encoding")
  const gone = await startHostileServer((_, res) => res.end())
  await gone.close()
  expect(await ask(gone.url)).toBe("connection_refused")
  const other = createServer((socket) => socket.on("error", () => {}).end("SSH-2.0-OpenSSH\r\n"))
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
  const { port } = other.address() as AddressInfo
  expect(await ask(`http://127.0.0.1:${port}/`)).toBe("bad_answer")
  other.close()
  expect(await ask("http://no-such-name.invalid/")).toBe("dns_lookup_failed")
})

test("a body is sent, and an answer of any status is an answer", async () => {
  const received: string[] = []
  const server = await serve((req, res) => {
    req.setEncoding("utf8").on("data", (text: string) => received.push(text))
    req.on("end", () => res.writeHead(410, { "retry-after": "7" }).end())
  })
  const headers = { "content-type": "application/json" }
  const answer = await guardedFetch(
    server.url,
    { method: "POST", headers, body: "{}", timeoutMs: 2_000, maxBytes: 10 },
    ANY,
  )
  expect(answer).toMatchObject({ status: 410 })
  expect(received).toEqual(["{}"])
})

function trickle(res: ServerResponse, start: string): void {
  const { socket } = res
  socket?.write(start)
  const timer = setInterval(() => socket?.write("x"), 20)
  socket?.on("close", () => clearInterval(timer))
}
