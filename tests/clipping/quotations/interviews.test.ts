import { expect, test } from "vitest"
import { suggestStatements } from "../../../server/clipping/quotations/suggest-statements.ts"

const read = (text: string) =>
  suggestStatements(text, { publishedAt: "2025-03-13", language: null, cast: { people: [], actors: [] } })
const speakers = (text: string) =>
  read(text)
    .filter((each) => each.kind === "direct")
    .map((each) => each.speaker.name)

test("in an interview the answers are those of whom the writer met, whoever the questions name", () => {
  const text = [
    "I met President Mirela Oskar in the old customs house.",
    "I asked her about the claims of Anton Hale, who says she is a dictator.",
    '"I am not a queen, and I did not choose this war."',
    "But has she not irritated her allies with constant demands? Would Konrad Pike keep his word?",
    '"It is not only about Pike. Presidents change, parliaments stay."',
    "A general told me that she was tired.",
    '"She sleeps three hours a night and thinks it is enough," General Omar Said said.',
    "What comes next?",
    '"We shall see in the autumn."',
  ].join("\n\n")
  expect(speakers(text)).toEqual(["Mirela Oskar", "Mirela Oskar", "Omar Said", "Mirela Oskar"])
})

test.each([
  "La présidente Mirela Oskar nous a reçus mardi dans son bureau.\n\nQue veut Anton Hale ?\n\n« Il veut la rivière, et nous ne la donnerons pas. »",
  "La presidenta Mirela Oskar nos recibió el martes en su despacho.\n\n¿Qué quiere Anton Hale?\n\n«Quiere el río, y no se lo vamos a dar.»",
])("so they are in other languages: %s", (text) => {
  expect(speakers(text)).toEqual(["Mirela Oskar"])
})

test("another voice named just before keeps the words that follow it", () => {
  const text = [
    "I met President Mirela Oskar in the old customs house.",
    '"The talks are dead and everybody knows it," Anton Hale said.',
    '"We shall bury them on Friday."',
  ].join("\n\n")
  expect(speakers(text)).toEqual(["Anton Hale", "Anton Hale"])
})

test("what the writer asks, and a noun of saying, are no statements", () => {
  expect(read("I asked Mirela Oskar whether the war would end before the winter.")).toEqual([])
  expect(read("Is it true that Anton Hale said the war would end before the winter?")).toEqual([])
  expect(read("Anton Hale has irritated his allies with constant demands for more and better guns.")).toEqual(
    [],
  )
})

test.each([
  'Anton Hale said what he calls a "special military operation" was needed in the south.',
  "Anton Hale justifie ce qu'il appelle une « opération militaire spéciale » dans la région.",
  "Антон Гейл защищал то, что он называет «специальной военной операцией» на юге.",
])("what somebody calls a thing is no statement: %s", (text) => {
  expect(speakers(text)).toEqual([])
})

test("what somebody calls a thing in words of their own is one", () => {
  expect(speakers('Anton Hale condemned what he called "a war on our children".')).toEqual(["Anton Hale"])
  expect(speakers('Anton Hale condemned what he called a "cowardly attack on children".')).toEqual([
    "Anton Hale",
  ])
})
