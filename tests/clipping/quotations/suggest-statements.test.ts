import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { suggestStatements } from "../../../server/clipping/quotations/suggest-statements.ts"
import type { ClipCast, ClipContext } from "../../../server/domain/clip.ts"

const cast: ClipCast = {
  people: [
    {
      id: "marin",
      name: "Oleg Marinov",
      aliases: ["Marinov", "Олег Маринов"],
      offices: [{ actor: "russia", title: "President", tier: 1 }],
    },
    { id: "usak", name: "Yuri Ushakov", offices: [{ actor: "russia", title: "Presidential aide", tier: 3 }] },
  ],
  actors: [
    { id: "russia", name: "Russia", aliases: ["Moscow"] },
    { id: "ukraine", name: "Ukraine", aliases: ["Kyiv"] },
  ],
}
const context: ClipContext = { publishedAt: "2025-03-13", language: null, cast }
const direct = (text: string) => suggestStatements(text, context).filter((each) => each.kind === "direct")
const said = (text: string) => direct(text).map((each) => [each.quote, each.speaker.name])

describe("quotations are found whatever marks they stand in", () => {
  test.each([
    ['"We will sign it today," Anna Reed said.', "We will sign it today,"],
    ["“We will sign it today,” Anna Reed said.", "We will sign it today,"],
    ["'We don't sign soldiers' orders today,' Anna Reed said.", "We don't sign soldiers' orders today,"],
    ["„Ми підпишемо це сьогодні“, – сказала Анна Рід.", "Ми підпишемо це сьогодні"],
    ["«Мы подпишем это сегодня», — сказала Анна Рид.", "Мы подпишем это сегодня"],
    ["« Nous allons signer ce soir », a déclaré Anna Reed.", "Nous allons signer ce soir"],
    ["“We will sign it today, ” Anna Reed said.", "We will sign it today,"],
    ["قالت آنا ريد: «سنوقع هذا اليوم مساء».", "سنوقع هذا اليوم مساء"],
  ])("%s", (text, quote) => {
    expect(direct(text).map((each) => each.quote.trim())).toEqual([quote])
  })
})

test("a quotation over paragraphs that open it again is one, without the marks between", () => {
  const text = "Anna Reed said: “We began late.\n\n“We will end on time.”\n\nThe hall was silent."
  const [only, ...rest] = direct(text)
  expect(rest).toEqual([])
  expect(only?.quote).toBe("We began late.\nWe will end on time.")
  expect(text.slice(only?.start, only?.end)).toBe("We began late.\n\n“We will end on time.")
})

test("an attribution inside the marks divides the quotation", () => {
  expect(said("«Мы готовы к переговорам, — сказал Олег Маринов. — Но есть условия».")).toEqual([
    ["Мы готовы к переговорам,", "Oleg Marinov"],
    ["Но есть условия", "Oleg Marinov"],
  ])
})

test("a pronoun and words without attribution belong to the last speaker", () => {
  const text = 'Oleg Marinov spoke first. "We are ready for talks," he said. "There is one condition left."'
  expect(said(text).map(([, name]) => name)).toEqual(["Oleg Marinov", "Oleg Marinov"])
})

test("a misspelt name finds its person by the title, and a namesake with another given name does not", () => {
  expect(direct('Kremlin aide Yuri Ushakof said "the draft is hasty".')[0]?.speaker.id).toBe("usak")
  expect(direct('Nikolai Ushakov said "the draft is hasty".')[0]?.speaker.id).toBe(null)
})

test("a scare quote, a title of a work and a nickname are no statements", () => {
  expect(said('He leads the so-called "special military operation zone" there.')).toEqual([])
  expect(said('Her book "The Long Way To The Bridge" sold well.')).toEqual([])
  expect(said('Pavel "the Man in Grey" Orlov left.')).toEqual([])
})

test("whatever the text, offsets lie within it and direct quotations do not overlap", () => {
  const piece = fc.constantFrom(
    ..."\"“”„«»‘’'—–-.,:?!\n ".split(""),
    "\n\n",
    " he said ",
    "Marinov",
    "said",
    "сказал",
    "قال",
    "> ",
    "NAME: ",
    "according to",
    "<a ",
    "](",
    "word",
    "👍",
    "\u202e",
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 120 }), (pieces) => {
      const text = pieces.join("")
      let end = 0
      for (const each of suggestStatements(text, context)) {
        expect(each.start).toBeGreaterThanOrEqual(0)
        expect(each.end).toBeLessThanOrEqual(text.length)
        expect(each.start).toBeLessThan(each.end)
        if (each.kind === "direct") {
          expect(each.start).toBeGreaterThanOrEqual(end)
          end = each.end
        }
      }
    }),
    { numRuns: 200 },
  )
})

test.each([
  ["unclosed marks", ' "a'],
  ["closing marks alone", 'a" '],
  ["angle marks that never close", "«a "],
  ["every kind of mark", "\"“«‘a '"],
  ["one endless sentence", '"We go home now," X said, and '],
  ["one endless name", "Abc "],
  ["movements in full and in short", "The Dawn Front said so. The Front said. "],
  ["one endless interview", "I asked Reed and Reed told me, in an interview with Reuters, "],
  ["tags that never close", "<a "],
])("a long text of %s is read in bounded time", (_, piece) => {
  const text = piece.repeat(60_000 / piece.length)
  const began = performance.now()
  suggestStatements(text, context)
  expect(performance.now() - began).toBeLessThan(5000)
})
