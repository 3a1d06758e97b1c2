import { describe, expect, test } from "vitest"
import { addOfficeOf } from "../../server/capabilities/add-office.ts"
import { addPerson } from "../../server/capabilities/add-person.ts"
import { editActor } from "../../server/capabilities/edit-actor.ts"
import { editPerson } from "../../server/capabilities/edit-person.ts"
import { editSource } from "../../server/capabilities/edit-source.ts"
import { listStatements } from "../../server/capabilities/list-statements.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { statement, table } from "../support/table.ts"
import { analyst, editor, ok } from "../support/tell.ts"
import { cell, folded, givenTables } from "./keep-given.ts"

const given = givenTables()
const person = async (id: string) => (await given.entries()).people.find((known) => known.id === id)!
const office = (fields: object = {}) => ({ actor: "hill", title: "President", tier: 1, ...fields })
const edit = (id: string, fields: Parameters<typeof editPerson>[3]["fields"], edition?: string) =>
  editPerson(given.db, Date.now, editor, { slug: given.slug, id, edition, fields })

describe("a person", () => {
  test("is renamed, and wrong spellings are taken away for good", async () => {
    const names = { uk: "Ганна Гіль" }
    const after = ok(
      await edit("hanna", { name: "Hanna Hille", aliases: ["Hanna", "Hanna", "Hanna Hille"], names }),
    )
    expect(after).toMatchObject({ name: "Hanna Hille", aliases: ["Hanna"], names })
    expect(await person("hanna")).toEqual(after)
  })

  test("is found by a new spelling in statements that were published before", async () => {
    await given.record()
    const find = async (q: string) => ok(await listStatements(given.db, await given.found(), { q })).total
    expect(await find("Hannah")).toBe(0)
    ok(await edit("hanna", { aliases: ["Hannah of the Hill"] }))
    expect(await find("Hannah")).toBe(1)
    expect(await find("Ганна")).toBe(0)
    const spelt = { id: "hanna", name: "Hanna Hill", aliases: ["Quibble"] }
    ok(await given.load({ ...table, people: [spelt] }))
    expect(await find("Quibble")).toBe(1)
  })

  test("has an office ended, corrected, added and taken away in one act", async () => {
    const [held] = (await person("hugo")).offices
    const ended = { ...held!, to: "2025-03-10" }
    ok(await edit("hugo", { offices: [ended, office({ title: "Envoy", tier: 2, from: "2025-03-11" })] }))
    const { offices } = await person("hugo")
    expect(offices.map(({ number, title, from, to }) => [number === held!.number, title, from, to])).toEqual([
      [true, "Foreign Minister", null, "2025-03-10"],
      [false, "Envoy", "2025-03-11", null],
    ])
    ok(await edit("hugo", { offices: [{ ...offices[1]!, tier: 3 }] }))
    expect((await person("hugo")).offices).toEqual([{ ...offices[1]!, tier: 3 }])
  })

  test("keeps the tier of what is published when an office is corrected, and has the new one from then on", async () => {
    await given.record({ id: "before" })
    const [held] = (await person("hanna")).offices
    ok(await edit("hanna", { offices: [{ ...held!, tier: 4 }] }))
    expect(cell(await given.board(), "hill", "truce")).toMatchObject({ statement: "before", tier: 1 })
    await given.record({ id: "after", stances: [{ option: "pause", stance: "open" }] })
    expect(cell(await given.board(), "hill", "pause")).toMatchObject({ tier: 4, state: "lower_tier" })
  })

  test("keeps an office in an actor that only another negotiation knows", async () => {
    const actors = [...table.actors!, { id: "moon", name: "Moon", kind: "state" as const, iso: "MM" }]
    const offices = [office(), office({ actor: "moon", title: "Consul", tier: 3 })]
    const people = [{ id: "hh", name: "Hanna Hill", offices }]
    await given.load({ ...table, actors, people }, `${given.slug}-elsewhere`)
    expect((await person("hanna")).elsewhere).toBe(1)
    ok(await edit("hanna", { offices: [] }))
    const there = (await given.entries(`${given.slug}-elsewhere`)).people.find(({ id }) => id === "hh")
    expect(there?.offices.map(({ title }) => title)).toEqual(["Consul"])
  })

  test("is left alone where something in it is wrong, and the wrong part is named", async () => {
    const before = await person("hanna")
    const wrong = [
      [{ offices: [office(), office({ actor: "nobody" })] }, "offices[1].actor", "unknown_id"],
      [{ name: "Other", offices: [office({ from: "2025-13" })] }, "offices[0].from", "impossible_date"],
      [{ offices: [office({ from: "2025-03", to: "2025-01" })] }, "offices[0].to", "impossible_date"],
      [{ offices: [office({ number: 1_000_000 })] }, "offices[0].number", "unknown_id"],
    ] as const
    for (const [fields, path, code] of wrong) {
      expect(await edit("hanna", fields as never)).toMatchObject({ refused: true, path, code })
    }
    expect(await person("hanna")).toEqual(before)
    expect(await edit("nobody", { name: "X" })).toMatchObject({ code: "not_found" })
  })

  test("is not overwritten by an editor who saw it as it was before another changed it", async () => {
    const { edition } = await person("hanna")
    ok(await edit("hanna", { name: "Hanna Hille" }, edition))
    expect(await edit("hanna", { name: "Hanna Hiller" }, edition)).toMatchObject({ code: "version_conflict" })
    expect((await person("hanna")).name).toBe("Hanna Hille")
  })
})

describe("an analyst", () => {
  test("adds a person who is new, with an office, and can log their words at once", async () => {
    const asked = { name: "Ivo Ivory", aliases: ["Иво"], offices: [office({ title: "Aide", tier: 3 })] }
    const made = ok(await addPerson(given.db, Date.now, analyst, { slug: given.slug, person: asked }))
    expect(made).toMatchObject({
      id: "ivo-ivory",
      aliases: ["Иво"],
      offices: [{ title: "Aide", actor: "hill" }],
    })
    const said = { ...statement({ speaker: made.id }), status: "draft" as const }
    ok(await recordStatement(given.db, Date.now, analyst, { slug: given.slug, statement: said }))
  })

  test("is led to the entry there is, whatever its spelling, and told which part is wrong", async () => {
    const add = (asked: object) =>
      addPerson(given.db, Date.now, analyst, { slug: given.slug, person: { name: "New", ...asked } })
    const there = await add({ name: "ганна  гілл" })
    expect(there).toMatchObject({ code: "already_exists", path: "name" })
    expect(there).toHaveProperty("detail", expect.stringContaining('"hanna"'))
    expect(await add({ offices: [office({ actor: "nobody" })] })).toMatchObject({ path: "offices[0].actor" })
    expect(await add({ offices: [office({ to: "2025-02-31" })] })).toMatchObject({ path: "offices[0].to" })
    expect((await given.entries()).people.length).toBe(table.people!.length)
  })

  test("gives a person a new office, which changes no other, and once more is harmless", async () => {
    const fresh = office({ title: "Chief negotiator", tier: 2, from: "2025-03-01" })
    const add = () =>
      addOfficeOf(given.db, Date.now, analyst, { slug: given.slug, id: "hilda", office: fresh })
    ok(await add())
    ok(await add())
    expect((await person("hilda")).offices.map(({ title }) => title)).toEqual([
      "Spokeswoman",
      "Chief negotiator",
    ])
  })
})

describe("an actor", () => {
  const rename = (fields: Parameters<typeof editActor>[3]["fields"]) =>
    editActor(given.db, Date.now, editor, { slug: given.slug, id: "hill", fields })

  test("has its new name on every board at whose table it sits, and the old one on every board before", async () => {
    const elsewhere = `${given.slug}-elsewhere`
    await given.load(table, elsewhere)
    const done = ok(await rename({ name: `High Hill ${given.slug}`, iso: "AA" }))
    for (const slug of [given.slug, elsewhere]) {
      const shown = (await given.board(undefined, slug)).parties[0]
      expect(shown?.name).toBe(`High Hill ${given.slug}`)
      const changes = await given.log(slug)
      const k = Date.parse(changes.at(-1)?.recordedAt ?? "") - 1
      expect((await given.board({ t: k, k }, slug)).parties[0]?.name).toBe("Hill")
      expect(changes.at(-1)?.kind).toBe("agenda.changed")
      const { parties, issues } = await given.board(undefined, slug)
      expect(folded(changes)).toEqual({ parties, issues })
    }
    expect(done.seq).toBe((await given.log()).length)
    ok(await rename({ name: "Hill" }))
  })

  test("changes its roles over time, and the pairs follow", async () => {
    ok(await rename({ roles: [{ role: "belligerent", to: "2025-01" }, "observer"] }))
    expect((await given.board()).parties[0]?.roles).toEqual(["observer"])
    expect((await given.board()).issues[0]?.pairs).toEqual([])
    const { parties, issues } = await given.board()
    expect(folded(await given.log())).toEqual({ parties, issues })
    expect(await rename({ roles: ["observer", { role: "monitor", from: "soon" }] })).toMatchObject({
      path: "roles[1].from",
    })
  })

  test("takes no name or code of another, and no part of itself above it", async () => {
    expect(await rename({ name: "Valley" })).toMatchObject({ code: "already_exists", path: "name" })
    expect(await rename({ iso: "AB" })).toMatchObject({ code: "already_exists", path: "iso" })
    expect(await rename({ parent: "hill" })).toMatchObject({ code: "unprocessable", path: "parent" })
    expect(await rename({ parent: "nobody" })).toMatchObject({ code: "unknown_id", path: "parent" })
    expect((await given.log()).length).toBe(1)
  })
})

test("a source is classed and graded anew, and takes no other's place", async () => {
  const edit = (fields: Parameters<typeof editSource>[3]["fields"]) =>
    editSource(given.db, Date.now, editor, { slug: given.slug, id: "wire", fields })
  const done = ok(await edit({ class: "aggregator", reliability: "E" }))
  expect(done).toMatchObject({ name: "The Wire", class: "aggregator", reliability: "E", uses: 1 })
  const sources = [{ id: "wire2", name: "Wire two", class: "aggregator" as const }]
  await given.load({ format: "parley/1", negotiation: table.negotiation, sources })
  expect(await edit({ name: "Wire two" })).toMatchObject({ code: "already_exists", path: "name" })
  ok(await edit({ class: "traditional_media", reliability: "B" }))
})
