import type { Socket } from "socket.io-client"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { inTransaction } from "../../db/client.ts"
import { endConnectionsOf } from "../../server/accounts/end-connections.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import type { Person } from "../../server/realtime/attach.ts"
import type { Present } from "../../server/realtime/presence.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { ok } from "../support/tell.ts"
import { waitUntil } from "../support/wait-until.ts"
import { startNode, type TestNode } from "./support/node.ts"
import { EDITOR, publish, setUpTable, statementNo, tableOf } from "./support/table.ts"

const ada: Person = { id: "user:ada", name: "Ada", role: "analyst" }
const ben: Person = { id: "user:ben", name: "Ben", role: "analyst" }
const people: Record<string, Person> = {
  ada,
  ben,
  rita: { id: "user:rita", name: "Rita", role: "reader" },
}

let database: TestDatabase
let nodes: TestNode[]
let here: TestNode
let there: TestNode

beforeAll(async () => {
  database = await createTestDatabase()
  const identify = async (req: { headers: { authorization?: string } }) =>
    people[req.headers.authorization ?? ""] ?? null
  nodes = await Promise.all([startNode(database.url, { identify }), startNode(database.url, { identify })])
  ;[here, there] = nodes as [TestNode, TestNode]
  await setUpTable(here.db, tableOf("quarrel"))
})
afterEach(() => {
  for (const node of nodes) expect(node.logged.filter((line) => line.level === "error")).toEqual([])
})
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop()
  await database?.drop()
})

interface DeskChange {
  negotiation: string
  seq: number
  kind: string
  statement: string
  version: number
  by: string
}
interface DeskAnswer {
  epoch: string
  seq: number
  changes?: DeskChange[]
  resync?: true
  present: Present[]
  error?: { code: string }
}

const as = (node: TestNode, who: string, options = {}) =>
  node.connect({ extraHeaders: { authorization: who }, ...options })
const ask = (socket: Socket, event: string, input: unknown) =>
  socket.timeout(5_000).emitWithAck(event, input) as Promise<DeskAnswer>
const watchDesk = (socket: Socket, after?: object) =>
  ask(socket, "desk:watch", { negotiation: "quarrel", ...(after && { after }) })

function collect(socket: Socket) {
  const changes: DeskChange[] = []
  socket.on("desk:change", (change: DeskChange) => changes.push(change))
  return changes
}

/** The latest that this socket was told of who is where. */
function presence(socket: Socket) {
  const now: { present: Present[] } = { present: [] }
  socket.on("desk:presence", ({ present }) => {
    now.present = present
  })
  return now
}

let next = 0
async function saveDraft(gist = "A draft."): Promise<{ id: string; version: number }> {
  const statement = { ...statementNo(next++, `draft-${next}`), gist, status: "draft" as const }
  return ok(await recordStatement(here.db, Date.now, EDITOR, { slug: "quarrel", statement }))
}

describe("the desk's own stream", () => {
  test("brings every change of a draft to analysts on every node, once, in order, with who made it", async () => {
    const [one, other] = [as(here, "ada"), as(there, "ben")]
    const [first, second] = [collect(one), collect(other)]
    const { seq } = await watchDesk(one)
    await watchDesk(other)
    const { id } = await saveDraft()
    ok(
      await editStatement(here.db, Date.now, EDITOR, {
        slug: "quarrel",
        id,
        version: 1,
        fields: { gist: "Better." },
      }),
    )
    ok(await publishStatement(here.db, Date.now, EDITOR, { slug: "quarrel", id }))
    await waitUntil("the last change", () => first.length >= 3 && second.length >= 3)
    expect(first.map((change) => [change.seq, change.kind, change.version])).toEqual([
      [seq + 1, "draft.saved", 1],
      [seq + 2, "draft.saved", 2],
      [seq + 3, "draft.published", 3],
    ])
    expect(first[0]).toMatchObject({ negotiation: "quarrel", statement: id, by: EDITOR.id })
    expect(second).toEqual(first)
  })

  test("gives who comes back exactly what was missed", async () => {
    const one = as(here, "ada")
    const live = collect(one)
    const { epoch, seq } = await watchDesk(one)
    for (let n = 0; n < 4; n += 1) await saveDraft()
    await waitUntil("the last change", () => live.at(-1)?.seq === seq + 4)
    const back = await watchDesk(as(here, "ben"), { epoch, seq: seq + 1 })
    expect(back).toMatchObject({ epoch, seq: seq + 4, changes: live.slice(1) })
    expect(await watchDesk(as(here, "ben"), { epoch: "another", seq })).toMatchObject({ resync: true })
    expect(await watchDesk(as(here, "ben"), { epoch, seq: seq + 99 })).toMatchObject({ resync: true })
  })

  test("is closed to readers and strangers, who are told not a byte of it", async () => {
    const strangers = [as(here, "rita"), here.connect(), as(there, "rita"), there.connect()]
    const overheard: unknown[] = []
    for (const socket of strangers) {
      socket.onAny((...event) => overheard.push(event))
      expect((await watchDesk(socket)).error?.code).toBe("not_allowed")
      const entering = await ask(socket, "desk:enter", { negotiation: "quarrel", statement: "draft-1" })
      expect(entering.error?.code).toBe("not_allowed")
      await ask(socket, "watch", { negotiation: "quarrel" })
    }
    const analyst = as(here, "ada")
    await watchDesk(analyst)
    await ask(analyst, "desk:enter", { negotiation: "quarrel", statement: "draft-1" })
    const { id } = await saveDraft("canary")
    const last = await publish(here.db, "quarrel", statementNo(next++, `public-${next}`))
    await waitUntil("the public change at all of them", () => overheard.length >= strangers.length)
    expect(overheard.map((event) => (event as [string, { seq: number }])[1].seq)).toEqual([
      last,
      last,
      last,
      last,
    ])
    for (const word of ["canary", id, "Ada", "desk:"]) expect(JSON.stringify(overheard)).not.toContain(word)
    analyst.disconnect()
  })
})

describe("presence", () => {
  test("shows who is in which draft on every node, and nobody once their last tab is gone", async () => {
    const watcher = as(there, "ben")
    const seen = presence(watcher)
    // whoever left in another test may still be on the way out
    await expect.poll(async () => (await watchDesk(watcher)).present).toEqual([])
    const tabs = [as(here, "ada"), as(here, "ada")]
    for (const tab of tabs) {
      await watchDesk(tab)
      await ask(tab, "desk:enter", { negotiation: "quarrel", statement: "draft-1" })
    }
    const inside = [{ statement: "draft-1", id: "user:ada", name: "Ada" }]
    await waitUntil("Ada's coming", () => seen.present.length > 0)
    expect(seen.present).toEqual(inside)
    // who comes later is told with the answer
    expect((await watchDesk(as(there, "ben"))).present).toEqual(inside)
    tabs[0]?.disconnect()
    await saveDraft()
    expect(seen.present).toEqual(inside)
    tabs[1]?.io.engine.close() // as a tab that dies: nobody says goodbye
    tabs[1]?.disconnect()
    await waitUntil("Ada's going", () => seen.present.length === 0)
  })

  test("of a node that dies is forgotten by the others", async () => {
    let now = Date.now()
    const heard: string[] = []
    const { createPresence } = await import("../../server/realtime/presence.ts")
    const silent = createPresence({
      tell: async (payloads) => void heard.push(...payloads),
      onChange: () => {},
    })
    const other = createPresence({ tell: async () => {}, onChange: () => {}, clock: () => now })
    silent.enter("quarrel", { statement: "draft-1", id: "user:ada", name: "Ada" })
    for (const payload of heard) other.hear(payload)
    expect(other.at("quarrel")).toHaveLength(1)
    now += 5_000
    other.beat()
    expect(other.at("quarrel")).toHaveLength(1)
    now += 6_000
    other.beat()
    expect(other.at("quarrel")).toEqual([])
    other.hear("no JSON")
    other.hear('{"node":1}')
    expect(other.at("quarrel")).toEqual([])
  })
})

describe("an account that loses its rights", () => {
  test("loses its sockets on every node as soon as that is committed, and other people keep theirs", async () => {
    const theirs = [as(here, "ben", { reconnection: false }), as(there, "ben", { reconnection: false })]
    const mine = as(there, "ada", { reconnection: false })
    for (const socket of [...theirs, mine]) await watchDesk(socket)
    const rolledBack = inTransaction(here.db, async (tx) => {
      await endConnectionsOf(tx, "user:ada")
      throw new Error("changed our mind")
    })
    await expect(rolledBack).rejects.toThrow("changed our mind")
    await inTransaction(here.db, (tx) => endConnectionsOf(tx, "user:ben"))
    await waitUntil("the end of both", () => theirs.every((socket) => socket.disconnected))
    expect(mine.connected).toBe(true)
    expect((await watchDesk(mine)).error).toBeUndefined()
  })
})
