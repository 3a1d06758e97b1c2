import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import type { AccountRole } from "../../db/schema/account.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { waitUntil } from "../support/wait-until.ts"
import { type Answer, collect, startNode, type TestNode, watch } from "./support/node.ts"
import { publish, publishMany, setUpTable, statementNo, tableOf } from "./support/table.ts"

let database: TestDatabase
let node: TestNode
const roles: Record<string, AccountRole> = { "Bearer analyst": "analyst", "Bearer reader": "reader" }

beforeAll(async () => {
  database = await createTestDatabase()
  node = await startNode(database.url, {
    identify: async (req) => {
      const role = roles[req.headers.authorization ?? ""]
      return role ? { id: "user:1", name: "Ada", role } : null
    },
  })
  await setUpTable(node.db, tableOf("quarrel"))
  await setUpTable(node.db, tableOf("secret", { visibility: "private" }))
})

afterEach(() => {
  expect(node.logged.filter((line) => line.level === "error")).toEqual([])
})

afterAll(async () => {
  await node?.stop()
  await database?.drop()
})

let next = 0
const say = (slug = "quarrel") => publish(node.db, slug, statementNo(next++))
const sayMany = (count: number) => {
  next += count
  return publishMany(node.db, "quarrel", next - count, next)
}

describe("watch", () => {
  test("answers where the log stands, and sends each change that follows, once and in order", async () => {
    const reader = node.connect()
    const changes = collect(reader)
    const { epoch, seq, changes: missed } = await watch(reader, { negotiation: "quarrel" })
    expect(missed).toEqual([])
    const last = await sayMany(5)
    await waitUntil("the last change", () => changes.at(-1)?.seq === last)
    expect(changes.map((change) => change.seq)).toEqual([1, 2, 3, 4, 5].map((n) => seq + n))
    expect(changes.every((change) => change.epoch === epoch && change.negotiation === "quarrel")).toBe(true)
    expect(changes[0]).toMatchObject({ kind: "statement.published", statement: { id: "s0" } })
    expect(changes[0]?.cells[0]).toMatchObject({ was: { stance: "none_recorded", state: "none_recorded" } })
    expect(changes[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test("with a cursor gives exactly what was missed, as it was sent live", async () => {
    const reader = node.connect()
    const live = collect(reader)
    const { epoch, seq } = await watch(reader, { negotiation: "quarrel" })
    const last = await sayMany(4)
    await waitUntil("the last change", () => live.at(-1)?.seq === last)
    const answer = await watch(node.connect(), { negotiation: "quarrel", after: { epoch, seq: seq + 1 } })
    expect(answer).toEqual({ epoch, seq: last, changes: live.slice(1) })
    const known = await watch(node.connect(), { negotiation: "quarrel", after: { epoch, seq: last } })
    expect(known).toEqual({ epoch, seq: last, changes: [] })
  })

  test("asks for a new board where the cursor is foreign or ahead", async () => {
    const { epoch, seq } = await watch(node.connect(), { negotiation: "quarrel" })
    const foreign = await watch(node.connect(), { negotiation: "quarrel", after: { epoch: "another", seq } })
    expect(foreign).toEqual({ epoch, seq, resync: true })
    const ahead = await watch(node.connect(), { negotiation: "quarrel", after: { epoch, seq: seq + 1 } })
    expect(ahead).toEqual({ epoch, seq, resync: true })
  })

  test("sends changes also to one who was told to read the board again", async () => {
    const reader = node.connect()
    const changes = collect(reader)
    await watch(reader, { negotiation: "quarrel", after: { epoch: "another", seq: 3 } })
    const seq = await say()
    await waitUntil("the change", () => changes.length === 1 && changes[0]?.seq === seq)
  })

  test("names what is wrong with a request, and the connection lives on", async () => {
    const reader = node.connect()
    const code = async (input: unknown) => {
      const { error } = await watch(reader, input)
      return [error?.code, error?.path]
    }
    expect(await code({ negotiation: "nowhere" })).toEqual(["not_found", "negotiation"])
    expect(await code({ negotiation: "Not A Slug" })).toEqual(["invalid", "negotiation"])
    expect(await code({ negotiation: "quarrel", after: { epoch: "e", seq: -1 } })).toEqual([
      "invalid",
      "after.seq",
    ])
    expect(await code({ negotiation: "quarrel", after: 7 })).toEqual(["invalid", "after"])
    expect(await code({ negotiation: "quarrel", more: 1 })).toEqual(["invalid", undefined])
    expect(await code(null)).toEqual(["invalid", undefined])
    reader.emit("watch", "no answer wanted")
    reader.emit("something else", { deep: [1, 2, 3] })
    expect(await watch(reader, { negotiation: "quarrel" })).toMatchObject({ changes: [] })
  })

  test("of one that is private says to others that there is none", async () => {
    const unknown = {
      error: { code: "not_found", detail: 'There is no negotiation "secret".', path: "negotiation" },
    }
    const as = (authorization: string) => node.connect({ extraHeaders: { authorization } })
    expect(await watch(node.connect(), { negotiation: "secret" })).toEqual(unknown)
    expect(await watch(as("Bearer reader"), { negotiation: "secret" })).toEqual(unknown)
    const stranger = node.connect()
    const overheard = collect(stranger)
    await watch(stranger, { negotiation: "secret" })
    const analyst = as("Bearer analyst")
    const changes = collect(analyst)
    expect(await watch(analyst, { negotiation: "secret" })).toMatchObject({ changes: [] })
    await say("secret")
    await waitUntil("the change", () => changes.length === 1)
    await watch(stranger, { negotiation: "quarrel" }) // a round trip, so that anything sent before has come
    expect(overheard).toEqual([])
  })

  test("lets nobody go on reading a negotiation that becomes private", async () => {
    await setUpTable(node.db, tableOf("closing"))
    const reader = node.connect({ reconnection: false })
    await watch(reader, { negotiation: "closing" })
    await node.db.$client.query("update negotiation set visibility = 'private' where slug = 'closing'")
    await publish(node.db, "closing", statementNo(0))
    await waitUntil("the end of the connection", () => reader.disconnected)
    expect((await watch(node.connect(), { negotiation: "closing" })).error?.code).toBe("not_found")
  })

  test("is not asked without end: too many requests are refused, and a flood ends the connection", async () => {
    const reader = node.connect({ reconnection: false })
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => watch(reader, { negotiation: "quarrel" })),
    )
    expect(answers.some((answer: Answer) => answer.error?.code === "too_many_requests")).toBe(true)
    for (let n = 0; n < 200; n += 1) reader.emit("watch", { negotiation: "quarrel" })
    await waitUntil("the end of the connection", () => reader.disconnected)
  })
})

test("unwatch ends what is sent", async () => {
  const reader = node.connect()
  const other = node.connect()
  const [unheard, heard] = [collect(reader), collect(other)]
  await watch(reader, { negotiation: "quarrel" })
  await watch(other, { negotiation: "quarrel" })
  expect(await reader.timeout(5_000).emitWithAck("unwatch", { negotiation: "quarrel" })).toEqual({})
  await say()
  await waitUntil("the change at the other reader", () => heard.length === 1)
  await watch(reader, { negotiation: "secret" })
  expect(unheard).toEqual([])
})

describe("a handshake", () => {
  test("works over polling alone, for those whom no web socket reaches", async () => {
    const reader = node.connect({ transports: ["polling"] })
    const changes = collect(reader)
    await watch(reader, { negotiation: "quarrel" })
    const seq = await say()
    await waitUntil("the change", () => changes[0]?.seq === seq)
  })
})

test("a change of the desk never travels", async () => {
  const reader = node.connect()
  const changes = collect(reader)
  const { seq } = await watch(reader, { negotiation: "quarrel" })
  const draft = { ...statementNo(next++, "canary"), status: "draft" as const }
  await expect(publish(node.db, "quarrel", draft)).rejects.toThrow("became draft")
  const last = await say()
  await waitUntil("the change after it", () => changes.at(-1)?.seq === last)
  expect(last).toBe(seq + 1)
  expect(JSON.stringify(changes)).not.toContain("canary")
})
