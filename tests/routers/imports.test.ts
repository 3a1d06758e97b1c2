import { afterAll, beforeAll, expect, test } from "vitest"
import { csvOf } from "../../server/capabilities/export-csv.ts"
import { importedAnswer, previewAnswer } from "../../server/routers/answers-import.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"

const { slug } = table.negotiation
let server: TestServer

beforeAll(async () => {
  server = await startServer()
  expect((await send("/import", "application/json", JSON.stringify(table))).status).toBe(200)
})
afterAll(() => server.stop())

function send(path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = { authorization: `Bearer ${server.apiKey}`, "content-type": type }
  return fetch(`${server.url}/api/v1${path}`, { method: "POST", headers, body })
}

const csv = csvOf(
  { ...table, statements: [statement({ id: "one" }), statement({ id: "two" })] },
  "statements",
)
const into = `/negotiations/${slug}/import.csv`

test("a table is previewed and taken as the spreadsheet wrote it, UTF-16 and all", async () => {
  const file = new Uint8Array(Buffer.from(`\uFEFF${csv.replaceAll(",", ";")}`, "utf16le"))
  const asked = await send(`${into}?table=statements&dryRun=1`, "text/csv", file)
  expect(previewAnswer.parse(await asked.json())).toMatchObject({ ready: true, counts: { added: 2 } })
  const done = await send(`${into}?table=statements`, "text/csv", file)
  expect(importedAnswer.parse(await done.json())).toMatchObject({ dryRun: false, changes: 2 })
  const again = await send(into, "text/csv", csv)
  expect(await again.json()).toMatchObject({ seq: null, changes: 0 })
})

test("what is wrong is a problem with the first fault as ever, and all of them under errors", async () => {
  const wrong = await send(into, "text/csv", csv.replaceAll("2025-03-13", "March"))
  expect(wrong.status).toBe(409)
  expect(await wrong.json()).toMatchObject({
    path: "statements, line 2",
    errorCount: 2,
    errors: [{ path: "statements, line 2" }, { path: "statements, line 3" }],
  })
  const document = {
    ...table,
    statements: [statement({ for: "moon" }), statement({ documents: ["d7", "d8"] })],
  }
  const answer = await (await send("/import", "application/json", JSON.stringify(document))).json()
  expect(answer).toMatchObject({ code: "unknown_id", path: "statements[0].for", errorCount: 3 })
  const unread = {
    ...document,
    statements: [
      { ...statement(), act: "sing" },
      { ...statement(), modality: 1 },
    ],
  }
  const invalid = await (await send("/import", "application/json", JSON.stringify(unread))).json()
  expect(invalid.errors.map((error: { path: string }) => error.path)).toEqual([
    "statements[0].act",
    "statements[1].modality",
  ])
})

test("a workbook, another type of content, more than can be sent, and no body are told plainly", async () => {
  const told = async (answer: Promise<Response>) => {
    const response = await answer
    return [response.status, (await response.json()).detail]
  }
  expect(await told(send(into, "text/csv", new Uint8Array(Buffer.from("PK\u0003\u0004"))))).toEqual([
    400,
    expect.stringContaining("CSV UTF-8"),
  ])
  expect(await told(send(into, "text/plain", csv))).toEqual([415, expect.stringContaining("text/csv")])
  expect(await told(send(into, "text/csv", "x".repeat(51 * 1_048_576)))).toEqual([
    413,
    expect.stringContaining("50 MB"),
  ])
  expect(await told(send(into, "text/csv", ""))).toEqual([400, expect.stringContaining("text of the file")])
})
