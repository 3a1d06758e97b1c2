import { expect, test } from "vitest"
import { suggestStatements } from "../../../server/clipping/quotations/suggest-statements.ts"

/** Speaker, relay and day of each direct quotation in a text published on Thursday, 13 March 2025. */
function occasions(text: string) {
  return suggestStatements(text, {
    publishedAt: "2025-03-13",
    language: null,
    cast: { people: [], actors: [] },
  })
    .filter((each) => each.kind === "direct")
    .map((each) => ({ via: each.via, day: each.saidAt }))
}
const relays = (text: string) => occasions(text).map((each) => each.via)
const days = (text: string) => occasions(text).map((each) => each.day)

test.each([
  ['"The road is open again," Ivan Hale told KNA.', "KNA"],
  ['"The road is open again," Ivan Hale said in an interview with Radio Tarn.', "Radio Tarn"],
  ['"The road is open again," Ivan Hale said, the Guardian reports.', "Guardian"],
  ['"The road is open again," Ivan Hale said, as reported by Selden Today.', "Selden Today"],
  ['"The road is open again," Ivan Hale said, according to the state news agency VTA.', "VTA"],
  ["«Дорога снова открыта», — заявил Олег Гейл, передаёт РИА «Новости».", "РИА «Новости»"],
  ["«Дорога снова открыта», — заявил Олег Гейл в интервью телеканалу Канал Семь.", "Канал Семь"],
  ["«Дорога знову відкрита», – сказав Олег Гейл в інтерв’ю ТНА.", "ТНА"],
  ["« La route est ouverte », a déclaré Yvan Hale à la chaîne CTN.", "CTN"],
  ['"La ruta está abierta", dijo el ministro Iván Hale a EFE.', "EFE"],
  ['قال سمير كامل: "الطريق مفتوح أمام الجميع"، بحسب موقع الأفق.', "الأفق"],
  ['قال سمير كامل لوكالة رويترز: "الطريق مفتوح أمام الجميع".', "رويترز"],
])("the outlet that carried the words is the relay: %s", (text, relay) => {
  expect(relays(text)).toEqual([relay])
})

test("an agency that quotes somebody is no speaker", () => {
  const [found] = suggestStatements(
    'The state news agency VTA quoted Hale as saying: "The road is open again."',
    {
      publishedAt: null,
      language: null,
      cast: { people: [], actors: [] },
    },
  )
  expect([found?.speaker.name, found?.via]).toEqual(["Hale", "VTA"])
})

test("the source of the whole report is its relay, and where somebody works is none", () => {
  expect(
    relays(
      "Про це пише «Вісник» з посиланням на РИА «Новости».\n\n«Дорога знову відкрита», – сказав Олег Гейл.",
    ),
  ).toEqual(["РИА «Новости»"])
  expect(relays('"The road is open again," said Ivan Hale, editor of The Tarn Times.')).toEqual([null])
})

test("a platform on which words are posted is no relay", () => {
  expect(relays('"The road is open again," Ivan Hale wrote on X.')).toEqual([null])
  expect(relays('Ivan Hale wrote on Telegram that "the road is open again".')).toEqual([null])
})

test("a relay told once covers the same speaker's words that follow, until another occasion", () => {
  expect(
    relays(
      'Ivan Hale told NBC’s Morning programme that talks went on.\n\n"The road is open again," Hale said. "It stays open."\n\n"We shall see," Anna Dale said.\n\nLater Hale told reporters: "It was a long day."',
    ),
  ).toEqual(["NBC", "NBC", null, null])
})

test("a day told once holds for the same speaker's words, and for nobody else's", () => {
  expect(
    days(
      'Ivan Hale said on Monday that a deal was near, while on Tuesday minister Anna Dale said she believed in it. "I believe in it," Dale said.\n\n"We believe in it too," Hale said.',
    ),
  ).toEqual(["2025-03-11", "2025-03-10"])
  expect(
    days('أعلن إدريس حمدون، قائد القوات، الاثنين، الموافقة.\n\nوقال حمدون: "نقبل لجنة تراقب الهدنة".'),
  ).toEqual(["2025-03-10"])
  expect(days('Ivan Hale called last night for talks.\n\nHe told members: "The veto stops us all."')).toEqual(
    ["2025-03-12"],
  )
})

test("another relay tells of another occasion, whose day is not that of the first", () => {
  expect(
    occasions(
      'Ivan Hale told CNN on Sunday that it was over.\n\n"It is not over at all," Hale told Reuters.',
    ),
  ).toEqual([{ via: "Reuters", day: null }])
})

test.each([
  'Asked whether they spoke since he took office on January 20, Ivan Hale said: "We have spoken of it."',
  'The army came on Monday, Ivan Hale said, "without a word to us".',
  'Ivan Hale, who signed the pause from 8 to 10 May, said: "It was too short for us."',
  'Ivan Hale said the bridge was shut on Monday "without any need at all".',
])("a day of what is told is not the day of saying: %s", (text) => {
  expect(days(text)).toEqual([null])
})
