import fc from "fast-check"
import { expect, test } from "vitest"
import { wordChanges } from "../app/_components/word-changes.ts"

const changes = (before: string, after: string) =>
  wordChanges(before, after)
    .map(({ kind, words }) => (kind === "out" ? `[-${words}-]` : kind === "in" ? `{+${words}+}` : words))
    .join("")

test.each([
  [
    "Ukrainian, with both of its apostrophes inside of a word",
    "Сторони підтвердили об’єднаний список пам'ятних місць.",
    "Сторони підтвердили роз’єднаний список пам'ятних місць.",
    "Сторони підтвердили [-об’єднаний-]{+роз’єднаний+} список пам'ятних місць.",
  ],
  [
    "Ukrainian, with the apostrophe that is a letter",
    "Зустріч на кордоні обʼєктів",
    "Зустріч на межі обʼєктів",
    "Зустріч на [-кордоні-]{+межі+} обʼєктів",
  ],
  [
    "Arabic, a clitic with its word",
    "وافقت الحكومة على الهدنة والتفتيش",
    "وافقت الحكومة على الهدنة وبالتفتيش",
    "وافقت الحكومة على الهدنة [-والتفتيش-]{+وبالتفتيش+}",
  ],
  [
    "Arabic, a harakah changes the whole word and none besides",
    "كُتِبَ النص أمس",
    "كَتَبَ النص أمس",
    "[-كُتِبَ-]{+كَتَبَ+} النص أمس",
  ],
  ["Arabic, tatweel is no gap", "السلام أولا", "الســـلام أولا", "[-السلام-]{+الســـلام+} أولا"],
  ["Hebrew, with its gershayim", "צה״ל הודיע היום", "צה״ל הודיע אתמול", "צה״ל הודיע [-היום-]{+אתמול+}"],
  ["a negation put in", "We will accept it.", "We will not accept it.", "We will {+not +}accept it."],
  [
    "a phrase that was replaced, read as one",
    "He will sign it on Friday morning in Doha.",
    "He will sign it next week in Doha.",
    "He will sign it [-on Friday morning-]{+next week+} in Doha.",
  ],
])("%s", (_, before, after, shown) => {
  expect(changes(before, after)).toBe(shown)
})

test("a character that is written in two ways is no change", () => {
  const [composed, decomposed] = ["її мій café", "її мій café".normalize("NFD")]
  expect(composed).not.toBe(decomposed)
  expect(wordChanges(composed, decomposed).every(({ kind }) => kind === "kept")).toBe(true)
})

test("what was kept and taken out is the old text, what was kept and put in the new one, and no word is cut", () => {
  const word = fc.constantFrom(
    "м’ята",
    "об'єкт",
    "إِطْلَاقِ",
    "والسلام",
    "кава",
    "one",
    "two",
    "30-day",
    "صه",
    "é",
  )
  const gap = fc.constantFrom(" ", " ", ", ", "\n", "; ")
  const text = fc
    .array(fc.tuple(word, gap), { maxLength: 14 })
    .map((parts) => parts.map((part) => part.join("")).join(""))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = wordChanges(before, after)
      const without = (kind: string) =>
        runs
          .filter((run) => run.kind !== kind)
          .map((run) => run.words)
          .join("")
      expect(without("in")).toBe(before)
      expect(without("out")).toBe(after)
      // between two runs there is never a letter, mark or apostrophe on both sides
      for (const [i, run] of runs.entries()) {
        const next = runs[i + 1]
        if (!next || run.kind === next.kind || (run.kind === "out" && next.kind === "in")) continue
        expect(/[\p{L}\p{M}'’]$/u.test(run.words) && /^[\p{L}\p{M}'’]/u.test(next.words)).toBe(false)
      }
    }),
  )
})
