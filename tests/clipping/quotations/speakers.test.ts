import { expect, test } from "vitest"
import { suggestStatements } from "../../../server/clipping/quotations/suggest-statements.ts"
import type { ClipCast, Suggestion } from "../../../server/domain/clip.ts"

const cast: ClipCast = {
  people: [
    {
      id: "orlov",
      name: "Oleg Orlov",
      names: { ru: "Олег Орлов" },
      offices: [
        { actor: "russia", title: "Prime Minister", tier: 1, to: "2024-12" },
        { actor: "eu", title: "Special envoy", tier: 2, from: "2025-01" },
      ],
    },
    { id: "dale", name: "Anna Dale", offices: [{ actor: "us", title: "President", tier: 1 }] },
    { id: "zelen", name: "Volodymyr Zelensky", offices: [{ actor: "ukraine", title: "President", tier: 1 }] },
  ],
  actors: [
    { id: "russia", name: "Russia", aliases: ["Moscow"] },
    { id: "ukraine", name: "Ukraine", aliases: ["Kyiv"] },
    { id: "us", name: "United States", aliases: ["Washington"] },
    { id: "europe", name: "European leaders (as a group)", aliases: ["Europe"] },
    { id: "eu", name: "European Union" },
  ],
}

/** What is found in a text published on Thursday, 13 March 2025. */
function read(text: string): Suggestion[] {
  return suggestStatements(text, { publishedAt: "2025-03-13", language: null, cast })
}
function speakersOf(text: string): (string | null)[] {
  return read(text)
    .filter((each) => each.kind === "direct")
    .map((each) => each.speaker.name)
}
function one(text: string): Suggestion {
  const [first, ...rest] = read(text).filter((each) => each.kind === "direct")
  if (!first) throw new Error(`Nothing found in: ${text}`)
  expect(rest).toEqual([])
  return first
}

test("a surname and a title mean the person introduced with them", () => {
  const text =
    'Defence Minister Ivan Petrenko met Finance Minister Omar Said. "We have an agreement," Petrenko said. "It will hold until spring," the finance minister said.'
  expect(speakersOf(text)).toEqual(["Ivan Petrenko", "Omar Said"])
})

test("a title with its country finds whoever of the cast holds the office", () => {
  expect(one('The US president said that "the offer is on the table".').speaker).toEqual({
    id: "dale",
    name: "Anna Dale",
  })
})

test("a title that comes before its name waits for it", () => {
  expect(
    speakersOf("«Мы готовы к встрече», — заявил президент.\n\nПрезидент Кении Уильям Руто прибыл в Каир."),
  ).toEqual(["Уильям Руто"])
})

test("she and he are told apart by what the text shows of each", () => {
  const text =
    'Ms Karen Holt and Peter Lang spoke in turn. "We waited for nine months," she said. "So did the whole town," he said.'
  expect(speakersOf(text)).toEqual(["Karen Holt", "Peter Lang"])
})

test("a pronoun means whoever acted or spoke last, and what goes on belongs to who spoke", () => {
  expect(
    speakersOf('Ivan Petrov came first. Omar Daud followed an hour later. "We are all late," he said.'),
  ).toEqual(["Omar Daud"])
  expect(
    speakersOf(
      '"We are all late," Ivan Petrov said.\n\nOmar Daud left the room. "We shall wait for him," he added.',
    ),
  ).toEqual(["Ivan Petrov", "Ivan Petrov"])
  expect(
    speakersOf('"We are all late," Ivan Petrov said. Omar Daud rose at once. "We shall not wait," he said.'),
  ).toEqual(["Ivan Petrov", "Omar Daud"])
})

test("a verb without a subject keeps the last speaker", () => {
  expect(speakersOf('"No hay marcha atrás", dijo Marta Ruiz. "La tregua sigue en pie", agregó.')).toEqual([
    "Marta Ruiz",
    "Marta Ruiz",
  ])
  expect(
    speakersOf(
      'قال الرئيس الأوكراني فولوديمير زيلينسكي: "نحن مستعدون للحوار". وأضاف: "لن نتراجع عن شروطنا".',
    ),
  ).toEqual(["Volodymyr Zelensky", "Volodymyr Zelensky"])
})

test("an institution speaks for its state, and is no person", () => {
  const found = one('The Kremlin said on Wednesday that "no such call is planned".')
  expect(found).toMatchObject({
    speaker: { id: null, name: "The Kremlin" },
    attribution: "institutional",
    party: "russia",
    saidAt: "2025-03-12",
  })
})

test("somebody unnamed is kept as described", () => {
  expect(one('"The draft is nearly done," a senior Ukrainian official told AFP.')).toMatchObject({
    speaker: { id: null, name: "a senior Ukrainian official" },
    attribution: "background",
    party: "ukraine",
    via: "AFP",
  })
})

test("the agency that carries the words is no speaker", () => {
  expect(
    one('According to the state-run RIA news agency, Anna Dale said: "We need some time."'),
  ).toMatchObject({
    speaker: { id: "dale" },
    via: "RIA",
  })
})

test("the party is that of the office held on the day", () => {
  expect(one('"We will carry messages," Oleg Orlov said.').party).toBe("eu")
})

test("words that a movement is told by are its own, across the pronoun", () => {
  const text = 'Hamas rejected the plan. It said it "will not lay down its arms".'
  expect(one(text)).toMatchObject({ speaker: { name: "Hamas" }, partyName: "Hamas" })
})

test("dates are those of the verb, in six languages", () => {
  expect(one('"We will sign it," Anna Dale said late Monday.').saidAt).toBe("2025-03-10")
  expect(one("«Мы подпишем это», — заявил Олег Орлов во вторник.").saidAt).toBe("2025-03-11")
  expect(one("«Ми підпишемо це сьогодні», – заявила Анна Дейл у вівторок.").saidAt).toBe("2025-03-11")
  expect(one("« Nous signerons le texte », a déclaré mercredi Anna Dale.").saidAt).toBe("2025-03-12")
  expect(one('"Vamos a firmar el texto", dijo el lunes Anna Dale.').saidAt).toBe("2025-03-10")
  expect(one('قال أوليغ أورلوف يوم الأربعاء: "سنوقع النص قريبا جدا".').saidAt).toBe("2025-03-12")
  expect(one('"We will sign it," Anna Dale said on 5 February.').saidAt).toBe("2025-02-05")
})

test("reported speech is suggested with its speaker, and a sentence that quotes is not reported besides", () => {
  const found = read('Anna Dale said on Tuesday that the talks would go on. "They will go on," she said.')
  expect(found.map((each) => [each.kind, each.speaker.id, each.saidAt])).toEqual([
    ["reported", "dale", "2025-03-11"],
    ["direct", "dale", "2025-03-11"],
  ])
})

test("what an unnamed speaker is familiar with keeps nobody from being the speaker", () => {
  for (const who of ["A Russian official familiar with the talks", "A diplomat who took part in the talks"]) {
    expect(read(`${who} said the first teams could leave within two weeks.`)).toMatchObject([
      { kind: "reported", speaker: { id: null }, attribution: "background" },
    ])
  }
})

test("a transcript gives each line to its label, and leaves the questions out", () => {
  const text =
    "PRESIDENT DALE: Thank you all for coming here.\n\nWe have made progress today.\n\nQUESTION: Madam President, is it signed?\n\nPRESIDENT DALE: It is not signed yet."
  expect(speakersOf(text)).toEqual(["Anna Dale", "Anna Dale", "Anna Dale"])
})

test("in a conversation after dashes the answers are taken, the questions not", () => {
  const text =
    "Посол Юрий Ланской принял нас в пятницу.\n\n— Кто виноват в срыве?\n\n— Виноваты все, кто был там, — отвечает посол. — И я тоже виноват."
  expect(speakersOf(text)).toEqual(["Юрий Ланской", "Юрий Ланской"])
})

test("talks are no verb of saying, and whoever says a clause is its speaker", () => {
  expect(
    speakersOf(
      'Spokesman Omar Said said Prime Minister Ivan Hale would attend talks at an invitation "to discuss peace in the region".',
    ),
  ).toEqual(["Omar Said"])
  expect(
    speakersOf(
      'Foreign Minister Omar Said, in an address, restated that Moscow was ready for talks "in which our interests are upheld".',
    ),
  ).toEqual(["Omar Said"])
})

test("the president whom the text names only later is the one of the cast it names", () => {
  expect(
    speakersOf(
      "«Ми готові до миру та розмов», – сказав президент.\n\nПрезидент України Володимир Зеленський виступив увечері.",
    ),
  ).toEqual(["Volodymyr Zelensky"])
})
