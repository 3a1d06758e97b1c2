import { expect, test } from "vitest"
import { unknownSpeaker, valuesOfItem } from "../../app/desk/_clip/suggested-values.ts"
import { fieldsOf, storedDocument } from "../../app/desk/_form/statement-values.ts"
import type { DeskData } from "../../app/desk/desk-data.ts"
import { type Clip, recordedAddress, type Suggestion } from "../../server/domain/clip.ts"

const office = { actor: "north", title: "President", tier: 1 }
const data = {
  people: [{ id: "ann", name: "Ann Halloran", spellings: [], offices: [office] }],
  parties: [{ id: "north", name: "North", roles: ["belligerent"] }],
  conditions: [],
} satisfies Partial<DeskData>
const clip = { id: "c-1", document: { publishedAt: "2025-03-14T09:00" }, text: "", suggestions: [] }

test("a known speaker is chosen with the party of their office, and the words keep their place", () => {
  const fields = filled({ speaker: { id: "ann", name: "Ann Halloran" }, saidAt: "2025-03-13" })
  expect(fields).toMatchObject({
    speaker: "ann",
    for: ["north"],
    saidAt: "2025-03-13",
    quote: "We take it as it stands",
    directness: "verbatim",
    documents: [{ id: "d-1", span: { start: 4, end: 28 } }],
    gist: "",
  })
})

test("a date that the text leaves open is the day of publication, marked as uncertain", () => {
  expect(filled({ saidAt: null }).saidAt).toBe("2025-03-14?")
})

test("an institution, an unnamed source and somebody unknown are told apart", () => {
  const kremlin = { id: null, name: "the Palace" }
  expect(filled({ attribution: "institutional", speaker: kremlin })).toMatchObject({
    institution: "the Palace",
    speaker: null,
  })
  const unnamed = suggestion({
    attribution: "background",
    speakerAsWritten: "an aide",
    speaker: { id: null, name: null },
  })
  expect(filled(unnamed)).toMatchObject({ speakerAsDescribed: "an aide", institution: null })
  const stranger = suggestion({ speaker: { id: null, name: "Karel Novak" } })
  expect(filled(stranger)).toMatchObject({ speaker: null, institution: null, speakerAsDescribed: null })
  expect(unknownSpeaker(stranger, desk())).toBe("Karel Novak")
  expect(unknownSpeaker(unnamed, desk())).toBeNull()
})

test("what is only reported is no quotation, a fragment is one in part, and a garbled copy is never trusted", () => {
  expect(filled({ kind: "reported" })).toMatchObject({ quote: null, directness: "paraphrase" })
  expect(filled({ quote: "huge gains" }).directness).toBe("partial_quote")
  expect(filled({ quote: "huge gains" }, true).directness).toBe("machine_garbled")
})

function filled(over: Partial<Suggestion>, garbled = false) {
  const one = suggestion(over)
  const values = valuesOfItem(
    { ...one, suggestion: one },
    clip as unknown as Clip,
    storedDocument("d-1"),
    desk(),
    garbled,
  )
  return fieldsOf(values)
}

function desk(): DeskData {
  return data as unknown as DeskData
}

function suggestion(over: Partial<Suggestion>): Suggestion {
  return {
    quote: "We take it as it stands,",
    start: 4,
    end: 28,
    kind: "direct",
    speakerAsWritten: null,
    speaker: { id: null, name: null },
    attribution: "on_record",
    party: null,
    partyName: null,
    via: null,
    saidAt: null,
    ...over,
  }
}

test.each([
  ["https://www.wire.example/a?utm=1", "https://wire.example/a", "https://wire.example/a"],
  ["https://amp.wire.example/a", "https://wire.example/a", "https://wire.example/a"],
  ["https://copy.example/a", "https://wire.example/a", "https://copy.example/a"],
  ["https://wire.example.copy.example/a", "https://wire.example/a", "https://wire.example.copy.example/a"],
  [null, "https://wire.example/a", "https://wire.example/a"],
  ["https://copy.example/a", null, "https://copy.example/a"],
])("an article from %s that names %s as its own address is recorded under %s", (url, canonical, address) => {
  expect(recordedAddress({ url, canonical })).toBe(address)
})
