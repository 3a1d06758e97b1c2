import { expect, test } from "vitest"
import { addOutlet } from "../../server/capabilities/add-outlet.ts"
import { listStatementsOfDocument } from "../../server/capabilities/list-statements-of-document.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { statement } from "../support/table.ts"
import { analyst, editor, ok } from "../support/tell.ts"
import { givenTables } from "./keep-given.ts"

const given = givenTables()
const outlet = { id: "gazette", name: "The Harbour Gazette", class: "traditional_media" as const }
const ofDocument = async (id: string) => listStatementsOfDocument(given.db, await given.found(), id)

test("a document given with its statement is cited with the place of the words, and lists what was made of it", async () => {
  const { db, slug } = given
  ok(await addOutlet(db, Date.now, analyst, { slug, source: outlet }))
  const span = { start: 12, end: 40 }
  const inline = { id: "d-clip", source: "gazette", title: "As clipped", span }
  const first = statement({ status: "draft", documents: [inline] })
  const { id } = ok(await recordStatement(db, Date.now, analyst, { slug, statement: first }))
  const second = await given.record({ documents: ["d-clip"] })
  await given.record({})

  const items = await ofDocument("d-clip")
  expect(items.map((item) => [item.id, item.status, item.content.documents])).toEqual([
    [id, "draft", [{ id: "d-clip", span }]],
    [second.id, "published", ["d-clip"]],
  ])
  ok(await withdrawStatement(db, Date.now, editor, { slug, id: second.id, note: "It was another article." }))
  expect((await ofDocument("d-clip")).map((item) => item.status)).toEqual(["draft", "withdrawn"])
})

test("an analyst adds an outlet without a grade, and a name that is there is refused with its id", async () => {
  const { db, slug } = given
  ok(await addOutlet(db, Date.now, analyst, { slug, source: outlet }))
  const { sources } = await given.entries()
  expect(sources.find(({ id }) => id === "gazette")).toMatchObject({ reliability: null })
  const again = { ...outlet, id: "gazette-2", name: "the harbour gazette" }
  const refused = await addOutlet(db, Date.now, analyst, { slug, source: again })
  expect(isRefusal(refused) && [refused.code, refused.path]).toEqual(["already_exists", "name"])
  expect(isRefusal(refused) && refused.detail).toContain('"gazette"')
})
