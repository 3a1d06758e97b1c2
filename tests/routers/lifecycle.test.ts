import { once } from "node:events"
import { request } from "node:http"
import { connect } from "node:net"
import { io } from "socket.io-client"
import { expect, test, vi } from "vitest"
import { createTestDatabase } from "../support/database.ts"
import { startServer, startServerInVain } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"

// several starts of the real server in one test, on machines that may be busy
vi.setConfig({ testTimeout: 90_000 })

const document = {
  format: "parley/1",
  negotiation: { slug: "talks", title: "Talks", timeZone: "Europe/Kyiv" },
}

test("a stop lets the request under way finish, says goodbye to sockets, takes nothing new, and exits 0", async () => {
  const server = await startServer()
  const socket = io(server.url, { transports: ["websocket"], reconnection: false })
  await new Promise((resolve) => socket.once("connect", () => resolve(true)))
  const gone = new Promise((resolve) => socket.once("disconnect", resolve))
  const idle = connect(Number(new URL(server.url).port), "127.0.0.1")
  await once(idle, "connect")
  const idleGone = once(idle, "close")

  const body = Buffer.from(JSON.stringify(document))
  const slow = request(`${server.url}/api/v1/import`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.apiKey}`,
      "content-type": "application/json",
      "content-length": body.length,
      expect: "100-continue",
    },
  })
  slow.flushHeaders()
  const answered = once(slow, "response")
  await once(slow, "continue")
  slow.write(body.subarray(0, 10))

  const exited = server.stop()
  await waitUntil("the log to say that it stops", () => server.output().includes('"msg":"stopping"'))
  await waitUntil("new connections to be refused", () =>
    fetch(`${server.url}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  slow.end(body.subarray(10))
  const [response] = await answered
  expect(response.statusCode).toBe(200)
  expect(response.headers.connection).toBe("close")
  response.resume()
  await gone
  await idleGone
  expect(await exited).toBe(0)
  expect(server.output()).toContain('"msg":"stopped"')
})

test("a request that never ends does not keep the server from stopping", async () => {
  const server = await startServer()
  const hanging = connect(Number(new URL(server.url).port), "127.0.0.1")
  hanging.on("error", () => {})
  hanging.write("POST /api/v1/import HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
  hanging.write(`Authorization: Bearer ${server.apiKey}\r\nContent-Type: application/json\r\n\r\n{`)
  await once(hanging, "connect")
  const started = Date.now()
  expect(await server.stop()).toBe(0)
  expect(Date.now() - started).toBeLessThan(20_000)
})

test("with a public address other hosts and origins are turned away where a browser could be led astray", async () => {
  const server = await startServer({ env: { PARLEY_URL: "https://parley.example" } })
  try {
    const ask = (path: string, headers: Record<string, string>, method = "GET") =>
      new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
        const sent = request(server.url + path, { method, headers, setHost: false }, (response) => {
          response.resume()
          resolve({ status: response.statusCode ?? 0, headers: response.headers })
        })
        sent.on("error", reject)
        sent.end()
      })
    const withCookie = { cookie: "parley.session_token=x" }
    const at = (host: string, more: Record<string, string> = withCookie, method = "GET") =>
      ask("/api/v1/negotiations", { host, ...more }, method).then(({ status }) => status)
    for (const host of ["parley.example", "Parley.Example:443"]) expect(await at(host), host).toBe(200)
    for (const host of ["127.0.0.1", "parley.example.evil.example", "parley.example:8443"]) {
      expect(await at(host), host).toBe(421)
      expect(await at(host, {}), host).toBe(200)
      expect(await at(host, { authorization: `Bearer ${server.apiKey}`, ...withCookie }), host).toBe(200)
      expect(await at(host, {}, "POST"), host).toBe(421)
      expect((await ask("/api/auth/sign-in/email", { host }, "POST")).status, host).toBe(421)
      expect((await ask("/readyz", { host })).status, host).toBe(200)
    }
    expect(await at("a b", {})).toBe(400)
    const handshake = (more: Record<string, string>) =>
      ask("/socket.io/?EIO=4&transport=polling", { host: "127.0.0.1", ...more }).then(({ status }) => status)
    expect(await handshake({})).toBe(200)
    expect(await handshake({ origin: "https://parley.example" })).toBe(421)
    expect(await handshake({ host: "parley.example", origin: "https://parley.example" })).toBe(200)
    expect(await handshake({ host: "parley.example", origin: "http://127.0.0.1" })).toBe(403)
    const { headers } = await ask("/api/v1/negotiations", { host: "parley.example" })
    expect(headers["strict-transport-security"]).toContain("max-age=")
    const from = (origin: string) =>
      ask("/api/trpc/statements.publish", { host: "parley.example", origin }, "POST").then(
        ({ status }) => status,
      )
    expect(await from("https://parley.example")).toBe(415)
    expect(await from("http://parley.example")).toBe(403)
    expect(await from("https://parley.example:8443")).toBe(403)
    expect(await from("http://127.0.0.1")).toBe(403)
    // behind the proxy that a public address means, each client is counted by its own address
    const limit = async (client: string) =>
      (await ask("/api/v1/import", { host: "parley.example", "x-forwarded-for": client }, "POST")).status
    const answers = await Promise.all(Array.from({ length: 70 }, () => limit("203.0.113.9")))
    expect(new Set(answers)).toEqual(new Set([401, 429]))
    expect(await limit("198.51.100.2")).toBe(401)
  } finally {
    await server.stop()
  }
})

test("changes by nobody are limited, and told how long to wait", async () => {
  const server = await startServer()
  try {
    const ask = () => fetch(`${server.url}/api/v1/import`, { method: "POST" })
    // from the machine itself a whole matrix of roles and calls fits in
    const answers = await Promise.all(Array.from({ length: 620 }, ask))
    expect(answers.filter((answer) => answer.status === 401).length).toBe(600)
    const limited = answers.find((answer) => answer.status === 429)
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0)
    expect(await limited?.json()).toMatchObject({ code: "too_many_requests", status: 429 })
    const keyed = await Promise.all(
      Array.from({ length: 300 }, () =>
        fetch(`${server.url}/api/v1/import?dryRun=1`, {
          method: "POST",
          headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
          body: "{}",
        }),
      ),
    )
    expect(new Set(keyed.map((answer) => answer.status))).toEqual(new Set([400]))
  } finally {
    await server.stop()
  }
})

test("neither keys, cookies, links, addresses nor what was typed stand in the log", async () => {
  const admin = {
    PARLEY_ADMIN_EMAIL: "canary-mail@parley.example",
    PARLEY_ADMIN_PASSWORD: "canary-password-1",
  }
  const key = "canary-api-key-0123456789-0123456789"
  const secret = "canary-secret-0123456789-0123456789-x"
  const server = await startServer({
    env: { ...admin, PARLEY_API_KEY: key, PARLEY_SECRET: secret, PARLEY_LOG_LEVEL: "trace" },
  })
  try {
    const json = { "content-type": "application/json", origin: server.url }
    const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(server.url + path, {
        method: "POST",
        headers: { ...json, ...headers },
        body: JSON.stringify(body),
      })
    const signIn = await send("/api/auth/sign-in/email", {
      email: admin.PARLEY_ADMIN_EMAIL,
      password: admin.PARLEY_ADMIN_PASSWORD,
    })
    expect(signIn.status).toBe(204)
    const cookie = signIn.headers.getSetCookie()[0]?.split(";")[0] ?? ""
    expect(signIn.headers.getSetCookie()[0]).toMatch(/HttpOnly/i)
    await send("/api/auth/sign-in/email", {
      email: "canary-wrong@x.example",
      password: "canary-wrong-password",
    })
    await fetch(`${server.url}/invitation/canary-link?token=canary-token`)
    await fetch(`${server.url}/api/trpc/accounts.me`, { headers: { cookie } })
    await send("/api/trpc/invitations.accept", { token: "canary-invitation", dryRun: true })
    await send("/api/v1/import", { canary: "canary-body" }, { authorization: `Bearer ${key}` })
    await send(
      "/api/v1/negotiations/canary-slug/statements",
      { id: "canary-id" },
      { authorization: `Bearer ${key}` },
    )
    await send("/api/v1/import", {}, { authorization: "Bearer canary-wrong-key" })
    await fetch(`${server.url}/api/v1/negotiations?q=canary-query`)
    await fetch(`${server.url}/canary-page/canary-rest`)
    await waitUntil("the last request to be logged", () =>
      server.output().includes('"route":"/{negotiation}/*"'),
    )
    const sessionToken = decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? ""
    expect(sessionToken.length).toBeGreaterThan(20)
    expect(server.output()).not.toContain(sessionToken)
    expect(server.output()).not.toMatch(/canary/)
    // and what does stand there is enough to follow a request
    const lines = server
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line))
    const logged = lines.find((line) => line.route === "/api/v1/import")
    expect(logged).toMatchObject({ msg: "request", method: "POST", status: 400 })
    expect(logged.requestId).toMatch(/^[\w-]+$/)
    expect(logged.actor).toMatch(/^key:/)
    expect(logged.ms).toBeGreaterThan(0)
  } finally {
    await server.stop()
  }
})

test("while there is no administrator the start prints a one-time link, afterwards none", async () => {
  const database = await createTestDatabase()
  const first = await startServer({ databaseUrl: database.url })
  expect(first.invitationPath).toMatch(/^\/invitation\/[\w-]{32,}$/)
  expect(await first.stop()).toBe(0)
  const second = await startServer({
    databaseUrl: database.url,
    env: { PARLEY_ADMIN_EMAIL: "a@parley.example", PARLEY_ADMIN_PASSWORD: "a long password" },
  })
  expect(second.invitationPath).toBeUndefined()
  await second.stop()
  await database.drop()
})

test("an empty database gets the demonstration, once; a killed server's successor finds it", async () => {
  const database = await createTestDatabase()
  const count = async (url: string) => (await (await fetch(`${url}/api/v1/negotiations`)).json()).items
  const first = await startServer({ databaseUrl: database.url, env: { PARLEY_DEMO: undefined } })
  const [demonstration] = await count(first.url)
  expect(demonstration.slug).toBe("russia-ukraine-2025")
  await first.kill()
  const second = await startServer({ databaseUrl: database.url, env: { PARLEY_DEMO: undefined } })
  expect(await count(second.url)).toEqual([demonstration])
  await second.stop()
  await database.drop()
})

test.each<[string, Record<string, string>, RegExp]>([
  ["a database that is not there", {}, /could not start/],
  ["an environment that is wrong", { PORT: "http" }, /PORT: Write a port/],
  ["a key that is too short", { PARLEY_API_KEY: "short-canary" }, /PARLEY_API_KEY: .*32/],
])("%s ends the start with exit code 1 and a sentence", async (_, env, sentence) => {
  const { exitCode, output } = await startServerInVain(env)
  expect(exitCode).toBe(1)
  expect(output).toMatch(sentence)
  expect(output).not.toContain("canary")
})

test("a port that is taken is said so, with what to do", async () => {
  const server = await startServer()
  const { exitCode, output } = await startServerInVain({
    DATABASE_URL: server.databaseUrl,
    PORT: new URL(server.url).port,
  })
  expect(exitCode).toBe(1)
  expect(output).toMatch(/Port \d+ on 127.0.0.1 is taken.*PORT=/)
  await server.stop()
})
