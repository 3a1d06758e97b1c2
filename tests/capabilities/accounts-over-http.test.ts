import { io } from "socket.io-client"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDatabase } from "../../db/client.ts"
import { createKey } from "../../server/capabilities/create-key.ts"
import { setRole } from "../../server/capabilities/set-role.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"
import { cookieOf, givenPerson, granted, PASSWORD, tokenOf } from "./accounts-given.ts"

let server: TestServer
beforeAll(async () => {
  server = await startServer({ env: { PARLEY_DEMO: "0", PARLEY_LOG_LEVEL: "info" } })
})
afterAll(() => server.stop())

/** Asks a procedure as a page of ours does, with whatever else the headers say. */
async function call(name: string, input: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/api/trpc/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url, ...headers },
    body: JSON.stringify(input),
  })
  return { status: response.status, body: await response.json() }
}

async function me(headers: Record<string, string>) {
  const response = await fetch(`${server.url}/api/trpc/accounts.me`, { headers })
  return { status: response.status, body: await response.json() }
}

function signIn(email: string, origin = server.url) {
  return fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
}

test("from the printed link to a removed colleague, and no secret of it stands in the log", async () => {
  const token = tokenOf({ path: server.invitationPath ?? "" })
  const offer = await call("invitations.accept", { token, dryRun: true })
  expect(offer.body.result.data.offer).toMatchObject({ role: "administrator", forFirstAdministrator: true })
  const ada = { token, name: "Ada", email: "ada@example.org", password: PASSWORD }
  const foreign = await call("invitations.accept", ada, { origin: "https://evil.example" })
  expect(foreign.status).toBe(403)
  const short = await call("invitations.accept", { ...ada, password: "short" })
  expect(short.body.error.data).toMatchObject({ code: "invalid", path: "password" })
  expect((await call("invitations.accept", ada)).status).toBe(200)
  const again = await call("invitations.accept", { ...ada, email: "eve@example.org" })
  expect(again).toMatchObject({ status: 409, body: { error: { data: { code: "wrong_state" } } } })

  expect((await signIn("ada@example.org", "https://evil.example")).status).toBe(403)
  const cookie = cookieOf(await signIn("ada@example.org"))
  expect((await me({ cookie })).body.result.data).toMatchObject({ name: "Ada", role: "administrator" })
  expect((await call("keys.create", { label: "K", role: "reader" }, { cookie, origin: "" })).status).toBe(403)

  const key = (await call("keys.create", { label: "Bot", role: "analyst" }, { cookie })).body.result.data
  const bearer = { authorization: `Bearer ${key.key}` }
  expect((await me(bearer)).body.result.data).toMatchObject({ name: "Bot", role: "analyst", email: null })
  expect((await call("keys.create", { label: "K", role: "reader" }, bearer)).status).toBe(403)
  expect((await call("keys.revoke", { id: key.id }, { cookie })).status).toBe(200)
  expect((await me(bearer)).status).toBe(401)
  expect((await fetch(`${server.url}/api/v1/negotiations`, { headers: bearer })).status).toBe(401)

  const invited = await call("invitations.create", { role: "editor" }, { cookie })
  const link = tokenOf(invited.body.result.data)
  const bob = { token: link, name: "Bob", email: "bob@example.org", password: PASSWORD }
  const made = await call("invitations.accept", bob)
  const bobsCookie = cookieOf(await signIn("bob@example.org"))
  expect((await me({ cookie: bobsCookie })).body.result.data).toMatchObject({ role: "editor" })
  const id = made.body.result.data.accepted.id
  expect((await call("accounts.remove", { id }, { cookie: bobsCookie })).status).toBe(403)
  expect((await call("accounts.remove", { id }, { cookie })).status).toBe(200)
  expect((await me({ cookie: bobsCookie })).body.result.data).toBeNull()

  const log = server.output().replace(server.invitationPath ?? "", "")
  for (const secret of [token, link, key.key, PASSWORD, cookie.split("=")[1] ?? ""]) {
    expect(log).not.toContain(secret)
  }
  expect(log).toContain("invitations.accept")
})

test("a wrong key is refused on what is public too, and nobody signs up", async () => {
  const wrong = { authorization: "Bearer parley_no-such-key" }
  const answer = await fetch(`${server.url}/api/v1/negotiations`, { headers: wrong })
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: "not_signed_in" })
  expect((await fetch(`${server.url}/api/v1/negotiations`)).status).toBe(200)
  const stranger = await fetch(`${server.url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ name: "S", email: "s@example.org", password: PASSWORD }),
  })
  expect(stranger.status).toBe(404)
})

test("a key that ends on another node with the rights of who made it is refused here at once, and its sockets are cut", async () => {
  const db = openDatabase(server.databaseUrl, 2)
  const chief = await givenPerson(db, "administrator")
  const person = await givenPerson(db, "administrator")
  const { key } = granted(await createKey(db, person, { label: "Bot", role: "analyst" }))
  const bearer = { authorization: `Bearer ${key}` }
  const socket = io(server.url, { extraHeaders: bearer, transports: ["websocket"], reconnection: false })
  const asked = await socket.timeout(5_000).emitWithAck("desk:watch", { negotiation: "none" })
  expect(asked.error.code).toBe("not_found")
  expect((await me(bearer)).status).toBe(200)
  granted(await setRole(db, chief, { id: person.userId, role: "reader" }))
  await waitUntil("the end of the key", async () => (await me(bearer)).status === 401, 1_500)
  await waitUntil("the end of its socket", () => socket.disconnected, 1_500)
  await db.$client.end()
})
