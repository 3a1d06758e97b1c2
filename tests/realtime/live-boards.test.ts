import { gunzipSync } from "node:zlib"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { WebSocket } from "ws"
import { commitChange } from "../../server/change-log/commit-change.ts"
import { readEpoch } from "../../server/change-log/read-changes.ts"
import { NOW_KNOWN_MS, readLedgerAt } from "../../server/change-log/read-ledger.ts"
import { type Board, boardOf } from "../../server/domain/board.ts"
import { applyChange, type Effect } from "../../server/domain/change.ts"
import { EncodedPacket } from "../../server/realtime/encoded-packet.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { waitUntil } from "../support/wait-until.ts"
import { collect, startNode, type TestNode, watch } from "./support/node.ts"
import { publish, publishMany, setUpTable, statementNo, tableOf } from "./support/table.ts"

let database: TestDatabase
let node: TestNode
let others: TestNode[]
const DAY_MS = 86_400_000
let ahead = 0
const clock = () => Date.now() + ahead

beforeEach(async () => {
  ahead = 0
  others = []
  database = await createTestDatabase()
  node = await startNode(database.url, { clock })
  await setUpTable(node.db, tableOf("quarrel"))
})

afterEach(async () => {
  await Promise.all([node, ...others].map((each) => each.stop()))
  await database.drop()
})

const anotherNode = async () => {
  const started = await startNode(database.url, { clock })
  others.push(started)
  return started
}

/** The board by query, as the log says it is. */
async function boardByQuery(slug: string): Promise<Board> {
  const { rows } = await node.db.$client.query<{ id: number; zone: string; seq: number }>(
    "select id, time_zone as zone, seq from negotiation where slug = $1",
    [slug],
  )
  const [row] = rows
  const ledger = await readLedgerAt(node.db, { id: row!.id, slug, zone: row!.zone }, clock(), NOW_KNOWN_MS)
  const epoch = await readEpoch(node.db)
  return boardOf(ledger, clock(), { negotiation: slug, epoch, seq: row!.seq, asOf: null, knownAt: null })
}

describe("the board in memory", () => {
  test("follows the log from change to change, and equals the board by query", async () => {
    await node.liveBoards.read("quarrel")
    for (let n = 0; n < 30; n += 1) {
      const seq = await publish(node.db, "quarrel", statementNo(n))
      expect(await node.liveBoards.waitFor("quarrel", seq, 5_000)).toBe(true)
      expect(await node.liveBoards.read("quarrel")).toEqual(await boardByQuery("quarrel"))
    }
  })

  test("is what a reader has who applies the changes that were sent", async () => {
    const reader = node.connect()
    const changes = collect(reader)
    const start = await node.liveBoards.read("quarrel")
    await watch(reader, { negotiation: "quarrel" })
    const last = await publishMany(node.db, "quarrel", 0, 20)
    await waitUntil("the last change", () => changes.at(-1)?.seq === last)
    expect(changes.reduce(applyChange, start!)).toEqual(await node.liveBoards.read("quarrel"))
  })

  test("is encoded once for all readers, until it changes", async () => {
    const first = await node.liveBoards.readEncoded("quarrel")
    expect(await node.liveBoards.readEncoded("quarrel")).toBe(first)
    expect(JSON.parse(first!.json)).toEqual(await node.liveBoards.read("quarrel"))
    expect(gunzipSync(await first!.gzip()).toString()).toBe(first!.json)
    const seq = await publish(node.db, "quarrel", statementNo(0))
    await node.liveBoards.waitFor("quarrel", seq, 5_000)
    const second = await node.liveBoards.readEncoded("quarrel")
    expect(second!.etag).not.toBe(first!.etag)
    expect(second!.seq).toBe(seq)
  })

  test("ages by the clock, with no change to say so", async () => {
    const seq = await publish(node.db, "quarrel", {
      ...statementNo(0),
      saidAt: new Date().toISOString().slice(0, 10),
    })
    await node.liveBoards.waitFor("quarrel", seq, 5_000)
    const stale = async () =>
      (await node.liveBoards.read("quarrel"))!.issues.flatMap((issue) =>
        issue.options.flatMap((option) => option.cells.filter((cell) => cell.stale)),
      ).length
    const { etag } = (await node.liveBoards.readEncoded("quarrel"))!
    expect(await stale()).toBe(0)
    ahead = 16 * DAY_MS
    expect(await stale()).toBe(1)
    expect((await node.liveBoards.readEncoded("quarrel"))!.etag).not.toBe(etag)
    expect(await node.liveBoards.read("quarrel")).toEqual(await boardByQuery("quarrel"))
  })

  test("is mended where a change cannot be applied, and nobody sees half of it", async () => {
    await node.liveBoards.read("quarrel")
    const effect: Effect = JSON.parse('{"cells":"damaged"}')
    await commitChange(node.db, { slug: "quarrel", by: "test" }, Date.now, async () => ({
      public: [{ kind: "event.recorded", effect }],
      result: null,
    }))
    const board = await waitUntil("the new board", async () => {
      const shown = await node.liveBoards.read("quarrel")
      return shown!.seq === 2 && shown
    })
    expect(board).toEqual(await boardByQuery("quarrel"))
    const seq = await publish(node.db, "quarrel", statementNo(0))
    expect(await node.liveBoards.waitFor("quarrel", seq, 5_000)).toBe(true)
    expect(node.logged.filter((line) => line.level === "error").map((line) => line.message)).toEqual([
      "live_board_apply_failed",
    ])
  })

  test("waits in vain, and says so, for a change that does not come", async () => {
    expect(await node.liveBoards.waitFor("quarrel", 99, 50)).toBe(false)
    expect(await node.liveBoards.waitFor("nowhere", 1, 50)).toBe(false)
  })
})

test("what the clock turns is written once, however many nodes there are", async () => {
  const second = await anotherNode()
  const document = tableOf("closing")
  document.options = document.options!.map((option) => ({ ...option, closed: "2040-05-01" }))
  await setUpTable(node.db, document)
  for (const each of [node, second]) {
    const board = await each.liveBoards.read("closing")
    expect(board!.issues[0]!.options[0]!.closed).toBe(null)
  }
  ahead = Date.UTC(2040, 4, 3) - Date.now()
  for (const each of [node, second]) {
    await waitUntil("the closed options", async () =>
      (await each.liveBoards.read("closing"))!.issues.every((i) =>
        i.options.every((o) => o.closed === "2040-05-01"),
      ),
    )
    expect(await each.liveBoards.read("closing")).toEqual(await boardByQuery("closing"))
  }
  const { rows } = await node.db.$client.query(
    "select c.seq, c.by from change c join negotiation n on n.id = negotiation_id where slug = 'closing' order by seq",
  )
  expect(rows.map(({ by }) => by)).toEqual(["key:test", "system"])
})

describe("the log is followed", () => {
  test("when the listening connection is cut, and what was committed meanwhile arrives in order", async () => {
    const reader = node.connect()
    const changes = collect(reader)
    await watch(reader, { negotiation: "quarrel" })
    for (let n = 0; n < 6; n += 2) {
      await node.db.$client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley log' and datname = current_database()",
      )
      await publishMany(node.db, "quarrel", n, n + 2)
    }
    await waitUntil("all changes", () => changes.length === 6)
    expect(changes.map((change) => change.seq)).toEqual([2, 3, 4, 5, 6, 7])
  })

  test("on every node, each telling its own readers only", async () => {
    const second = await anotherNode()
    const readers = [node.connect(), second.connect()]
    const heard = readers.map(collect)
    for (const reader of readers) await watch(reader, { negotiation: "quarrel" })
    const last = await publishMany(node.db, "quarrel", 0, 8)
    await waitUntil("the last change at both", () => heard.every((changes) => changes.at(-1)?.seq === last))
    expect(heard[0]).toEqual(heard[1])
    expect(heard[0]!.map((change) => change.seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  test("and says whether it is", async () => {
    await waitUntil("health", () => node.liveBoards.healthy())
    await node.liveBoards.stop()
    expect(node.liveBoards.healthy()).toBe(false)
  })
})

describe("a reader who is too far behind", () => {
  const flood = async (from: number, to: number) => {
    const document = tableOf("quarrel")
    document.statements = Array.from({ length: to - from }, (_, n) => {
      const { documents: _none, status: _published, ...said } = statementNo(from + n)
      return { ...said, id: `s${from + n}`, documents: ["d1"], status: "published" as const }
    })
    return setUpTable(node.db, document)
  }

  test("is told to read the board again, from memory or after a restart", async () => {
    const seq = await flood(0, 1_100)
    const second = await anotherNode()
    for (const each of [node, second]) {
      await each.liveBoards.waitFor("quarrel", seq, 10_000)
      const { epoch } = await watch(each.connect(), { negotiation: "quarrel" })
      const ask = (after: number) =>
        watch(each.connect(), { negotiation: "quarrel", after: { epoch, seq: after } })
      expect(await ask(1)).toEqual({ epoch, seq, resync: true })
      expect((await ask(seq - 100)).changes?.map((change) => change.seq)).toEqual(
        Array.from({ length: 100 }, (_, n) => seq - 99 + n),
      )
    }
  }, 30_000)

  test("while connected sees a hole instead of thousands of changes, and asks again", async () => {
    const reader = node.connect()
    const changes = collect(reader)
    const { epoch, seq } = await watch(reader, { negotiation: "quarrel" })
    const last = await flood(0, 1_100)
    await waitUntil("the last change", () => changes.at(-1)?.seq === last, 20_000)
    expect(changes.length).toBe(1)
    const again = await watch(reader, { negotiation: "quarrel", after: { epoch, seq } })
    expect(again).toEqual({ epoch, seq: last, resync: true })
    expect(await node.liveBoards.read("quarrel")).toEqual(await boardByQuery("quarrel"))
  }, 30_000)

  test("who does not read at all is cut off, and holds up nobody", async () => {
    const stuck = new WebSocket(`${node.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`)
    const acknowledged = new Promise((resolve) => {
      stuck.on("message", (data) => {
        if (String(data).startsWith("0")) stuck.send("40")
        if (String(data).startsWith("40")) stuck.send(`421["watch",{"negotiation":"quarrel"}]`)
        if (String(data).startsWith("431")) resolve(undefined)
      })
    })
    await acknowledged
    stuck.pause()
    const reader = node.connect()
    const changes = collect(reader)
    await watch(reader, { negotiation: "quarrel" })
    // as if the log grew by 60 MB: more than any network takes for one who does not read
    const large = new EncodedPacket(JSON.stringify({ seq: 0, text: "x".repeat(100_000) }))
    for (let n = 0; n < 600; n += 1) {
      node.realtime.io.local.to("negotiation:quarrel").emit("change", large)
      if (n % 20 === 19) await waitUntil("the one who reads", () => changes.length === n + 1)
    }
    await waitUntil("the end of the other", () => node.realtime.io.sockets.sockets.size === 1)
    expect(node.logged.at(-1)).toMatchObject({ message: "socket_cut", fields: { why: "slow_reader" } })
    expect(changes.length).toBe(600)
    stuck.terminate()
  }, 30_000)
})

test("a restored backup starts a new epoch: every reader is sent back to the board", async () => {
  const reader = node.connect()
  const old = await watch(reader, { negotiation: "quarrel" })
  const lost = new Promise((resolve) => reader.once("disconnect", resolve))
  await node.db.$client.query("update setting set value = 'restored' where key = 'epoch'")
  await node.db.$client.query("select pg_notify('parley_change', '')")
  await lost
  await waitUntil("the connection that is made again", () => reader.connected)
  const again = await watch(reader, { negotiation: "quarrel", after: { epoch: old.epoch, seq: old.seq } })
  expect(again).toEqual({ epoch: "restored", seq: old.seq, resync: true })
  expect((await node.liveBoards.read("quarrel"))!.epoch).toBe("restored")
})
