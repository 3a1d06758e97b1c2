import type { Socket } from "socket.io-client"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { CHANNELS, notify } from "../../db/channels.ts"
import { inTransaction } from "../../db/client.ts"
import { endConnectionsOf } from "../../server/accounts/end-connections.ts"
import type { Person } from "../../server/realtime/attach.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { waitUntil } from "../support/wait-until.ts"
import { startNode, type TestNode } from "./support/node.ts"

const people: Record<string, Person> = {
  rita: { id: "user:rita", name: "Rita", role: "reader" },
  ada: { id: "user:ada", name: "Ada", role: "analyst" },
}

let database: TestDatabase
let nodes: TestNode[]

beforeAll(async () => {
  database = await createTestDatabase()
  const identify = async (req: { headers: { authorization?: string } }) =>
    people[req.headers.authorization ?? ""] ?? null
  nodes = await Promise.all([startNode(database.url, { identify }), startNode(database.url, { identify })])
})
afterEach(() => {
  for (const node of nodes) expect(node.logged.filter((line) => line.level === "error")).toEqual([])
})
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop()
  await database?.drop()
})

const heard = (socket: Socket): unknown[] => {
  const alerts: unknown[] = []
  socket.on("alert", (alert: unknown) => alerts.push(alert))
  return alerts
}
const open = async (node: TestNode, who?: string): Promise<Socket> => {
  const socket = node.connect({ reconnection: false, ...(who && { extraHeaders: { authorization: who } }) })
  await waitUntil("it is connected", () => socket.connected)
  return socket
}
const tell = async (user: string, alert: object) => {
  for (const node of nodes.slice(0, 1))
    await notify(node.db, CHANNELS.alert, [JSON.stringify({ user, alert })])
}

test("whoever is signed in hears of what comes into their inbox, on every node, and nobody else does", async () => {
  const everywhere = (who?: string) => Promise.all(nodes.map((node) => open(node, who)))
  const [rita, ada, nobody] = [await everywhere("rita"), await everywhere("ada"), await everywhere()]
  const [of, others] = [rita.map(heard), [...ada, ...nobody].map(heard)]
  await tell("rita", { message: "msg_1" })
  await tell("ada", { message: "msg_2" })
  await waitUntil("both nodes told both", () =>
    [...of, ...others.slice(0, 2)].every((list) => list.length === 1),
  )
  expect(of).toEqual([[{ message: "msg_1" }], [{ message: "msg_1" }]])
  expect(others).toEqual([[{ message: "msg_2" }], [{ message: "msg_2" }], [], []])
})

test("whose account ends hears no more: the socket is cut", async () => {
  const [node] = nodes as [TestNode]
  const socket = await open(node, "rita")
  await inTransaction(node.db, (tx) => endConnectionsOf(tx, "user:rita"))
  await waitUntil("it is cut", () => !socket.connected)
})
