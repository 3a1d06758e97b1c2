import { afterEach, beforeEach, expect, test } from "vitest"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { commitDueDeadlines } from "../../server/change-log/commit-deadlines.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import type { Change } from "../../server/domain/change.ts"
import { openLiveBoards } from "../../server/realtime/live-boards.ts"
import { openTalks, type Talks } from "../delivery/alerts-given.ts"
import { table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"
import { waitUntil } from "../support/wait-until.ts"

const BEGUN = Date.UTC(2026, 2, 2, 9)
const DAY = 86_400_000
let talks: Talks
let now = BEGUN

beforeEach(async () => {
  now = BEGUN
  talks = await openTalks(() => now)
})
afterEach(() => talks.close())

const truce = {
  id: "a1",
  title: "The river truce",
  class: "preliminary" as const,
  declaredBy: "bilateral" as const,
  form: "written" as const,
  purpose: "humanitarian" as const,
  starts: "2026-03-01",
  expires: "2026-03-04",
  status: "in_force" as const,
  parties: ["hill", "valley"],
  options: ["truce"],
}
const amend = async (agreements = [truce]) =>
  ok(
    await importNegotiation(talks.db, () => now, editor, {
      document: {
        format: "parley/1",
        negotiation: { ...table.negotiation, slug: "talks", review: "off" },
        agreements,
      },
      mode: "amend",
    }),
  )
const log = async (): Promise<Change[]> => {
  const lines = await readChanges(talks.db, talks.negotiationId, await readEpoch(talks.db), 0, 1_000)
  return lines.map(({ json }) => JSON.parse(json))
}
const told = async () =>
  (await log()).filter(({ deadline }) => deadline).map(({ kind, deadline }) => [kind, deadline?.id])

test("several nodes at once write a deadline that is near, and an expiry, once each, and the chain holds", async () => {
  await talks.publish({
    conditions: [
      { id: "c1", option: "truce", kind: "ultimatum", text: "Answer by Thursday.", deadline: "2026-03-05" },
    ],
  })
  await amend()
  const look = () =>
    Promise.all(Array.from({ length: 5 }, () => commitDueDeadlines(talks.db, "talks", () => now)))
  await look()
  expect(await told()).toEqual([])
  now = BEGUN + DAY
  await look()
  expect(await told()).toEqual([["deadline.near", "a1"]])
  now = BEGUN + 2 * DAY
  await look()
  now = BEGUN + 3 * DAY
  await look()
  await look()
  expect(await told()).toEqual([
    ["deadline.near", "a1"],
    ["deadline.near", "c1"],
    ["agreement.changed", "a1"],
  ])
  const changes = await log()
  expect(changes.at(-1)).toMatchObject({ agreement: { status: "expired" }, deadline: { at: "2026-03-04" } })
  expect(changes.at(-2)).toMatchObject({ conditions: [{ id: "c1", party: "hill" }] })
  const { rows } = await talks.db.$client.query(
    "select subject from change where kind = 'deadline.near' order by seq",
  )
  expect(rows.map(({ subject }: { subject: string }) => subject)).toEqual([
    "deadline:agreement:a1:2026-03-04",
    "deadline:condition:c1:2026-03-05",
  ])
  expect(JSON.stringify(await verifyLog(talks.db))).not.toContain("broken")
})

test("the same agreement sent again stays expired, and one that an editor prolongs runs on", async () => {
  await amend()
  now = BEGUN + 3 * DAY
  ok(await commitDueDeadlines(talks.db, "talks", () => now))
  const before = (await log()).length
  await amend()
  expect((await log()).length).toBe(before)
  await amend([{ ...truce, expires: "2026-03-09" }])
  ok(await commitDueDeadlines(talks.db, "talks", () => now))
  expect((await log()).at(-1)).toMatchObject({ kind: "agreement.changed", agreement: { status: "in_force" } })
})

test("the server's own clock looks when a deadline comes about, without anybody committing", async () => {
  await amend()
  const boards = openLiveBoards({
    db: talks.db,
    url: talks.url,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    clock: () => now,
  })
  await boards.open("talks")
  now = BEGUN + DAY
  await waitUntil("near is told", async () => (await told()).length === 1)
  now = BEGUN + 3 * DAY
  await waitUntil("the expiry is told", async () => (await told()).length === 2)
  await boards.stop()
})
