import { expect, test } from "vitest"
import { suggestStatements } from "../../../server/clipping/quotations/suggest-statements.ts"
import type { ClipCast } from "../../../server/domain/clip.ts"

const cast: ClipCast = {
  people: [],
  actors: [
    { id: "front", name: "Hill Front", aliases: ["the Hill Front"] },
    { id: "thailand", name: "Thailand" },
  ],
}
const direct = (text: string) =>
  suggestStatements(text, { publishedAt: "2025-03-13", language: null, cast }).filter(
    (each) => each.kind === "direct",
  )
const parties = (text: string) => direct(text).map((each) => [each.party, each.partyName])
const speakers = (text: string) => direct(text).map((each) => each.speaker.name)

test.each([
  ['"We are ready to talk now," said Sinn Féin president Gerry Adams.', [null, "Sinn Féin"]],
  ['"We are ready to talk now," said Omar Said, spokesman for the Dawn Front.', [null, "Dawn Front"]],
  ['"We are ready to talk now," said Omar Said, spokesman for the Hill Front.', ["front", "Hill Front"]],
  ['"We are ready to talk now," Hamas spokesman Omar Said said.', [null, "Hamas"]],
  [
    '"We are ready to talk now," said Omar Said, spokesman for the Sudan Liberation Movement.',
    [null, "Sudan Liberation Movement"],
  ],
  ['"We are ready to talk now," said Malaysian Prime Minister Anwar Said.', [null, "Malaysia"]],
  ['"We are ready to talk now," the Thai army said.', ["thailand", "Thailand"]],
  [
    "« Nous sommes prêts à parler », a dit Omar Saïd, porte-parole du Front de l'aube.",
    [null, "Front de l'aube"],
  ],
  ['"Estamos listos para hablar", dijo Omar Said, portavoz del Frente del Alba.', [null, "Frente del Alba"]],
  ['قال إدريس حمدون، قائد قوات السهل، إن "الطريق مفتوح أمام الجميع".', [null, "قوات السهل"]],
  ['قال المتحدث باسم الجيش السوداني إن "الطريق مفتوح أمام الجميع".', [null, "السودان"]],
])("the party is what the text says the speaker stands for: %s", (text, party) => {
  expect(parties(text)).toEqual([party])
})

test.each([
  '"We are ready to talk now," said Omar Said, mayor of Brodville.',
  '"We are ready to talk now," said Omar Said, spokesman for The Herald Tribune.',
  '"We are ready to talk now," said Defence Minister Omar Said.',
])("a town, a newspaper and a ministry's field are no party: %s", (text) => {
  expect(parties(text)).toEqual([[null, null]])
})

test("words for a group mean the one movement that the text names", () => {
  expect(
    speakers(
      '"La tregua terminará si nos atacan", ha dicho la guerrilla.\n\nLa guerrilla de las FARC ha declarado hoy un alto el fuego en Colombia.',
    ),
  ).toEqual(["La guerrilla de las FARC"])
  expect(
    speakers(
      'Israel received the list. Hamas had sent it. Qatar waited. "We have agreed to two days," the group said.',
    ),
  ).toEqual(["Hamas"])
  expect(
    speakers(
      'The Hill Front left the talks. The army stayed. "We have agreed to nothing at all," the Front said on Monday.',
    ),
  ).toEqual(["The Hill Front"])
})

test("a name in common use may be the first of two", () => {
  expect(
    speakers(
      'Prime Minister Phumtham Wechaya met the press. However, Phumtham showed doubts. "We do not believe them," he said.',
    ),
  ).toEqual(["Phumtham Wechaya"])
})
