import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { likenessOf, type Utterance } from "../../server/domain/same-words.ts"
import { nameSkeletons, numbersIn } from "../../server/domain/word-forms.ts"

const DAY = 86_400_000
const DATE = Date.UTC(2025, 2, 13)

function said(fields: Partial<Utterance>): Utterance {
  return { speaker: "leader", for: "north", gist: "", start: DATE, end: DATE + DAY, ...fields }
}
const certainty = (a: Partial<Utterance>, b: Partial<Utterance>) =>
  likenessOf(said(a), said(b))?.certainty ?? "not the same"

const support = { quote: "The idea itself is right, and we certainly support it, but there are questions." }
const principle = { stances: [{ option: "truce", stance: "accepts_in_principle" as const }] }
const objects = { stances: [{ option: "truce", stance: "objects" as const }] }

describe("the same words", () => {
  test.each<[string, Partial<Utterance>, Partial<Utterance>]>([
    ["word by word", support, support],
    ["a part of them", support, { quote: "we certainly support it, but there are questions" }],
    [
      "with other marks and capitals",
      support,
      { quote: "“the idea, itself, is RIGHT – and we certainly support it; but there are questions”" },
    ],
    [
      "a word misheard",
      support,
      { quote: "The idea itself is right, and we certainly support them, but there are questions." },
    ],
    [
      "quoted here, and there in the original",
      { quote: "Сама идея правильная, и мы её, безусловно, поддерживаем" },
      {
        quote: "The idea is right",
        originalText: "Сама идея правильная, и мы ее безусловно поддерживаем. Но есть вопросы.",
      },
    ],
    [
      "Arabic with its vowels and without",
      { quote: "وَافَقَتِ الحُكُومَةُ عَلَى الهُدْنَةِ لِمُدَّةِ شَهْرٍ" },
      { quote: "وافقت الحكومة على الهدنة لمدة شهر" },
    ],
    ["whatever they were coded as", { ...support, ...principle }, { ...support, ...objects }],
  ])("%s", (_, a, b) => {
    expect(certainty(a, b)).toBe("same_words")
  })
})

describe("probably the same", () => {
  test.each<[string, Partial<Utterance>, Partial<Utterance>]>([
    [
      "told in other words",
      { gist: "The idea of a 30-day ceasefire is right and North will support it." },
      { gist: "North backs the idea of a 30-day truce in principle." },
    ],
    [
      "told in other words and coded the same",
      { gist: "North could accept a ceasefire under conditions.", ...principle },
      { gist: "Ready to accept the pause if conditions are met.", ...principle },
    ],
    [
      "a quotation that was translated anew",
      { quote: "The idea is correct and we certainly support it.", ...principle },
      { quote: "The idea itself is right, and we support it unconditionally.", ...principle },
    ],
    [
      "Russian and Ukrainian",
      { quote: "Сама идея правильная и мы её безусловно поддерживаем" },
      { quote: "Сама ідея правильна, і ми її безумовно підтримуємо" },
    ],
    [
      "English and Russian, by a name and a number",
      { quote: "We have surrounded the troops in Kursk, and 30 days is a long time." },
      { quote: "Мы окружили войска в Курске, а 30 дней это долго." },
    ],
    [
      "English and Arabic, by a name and a number",
      { quote: "Our troops hold Kursk, and 30 days help the other side." },
      { quote: "قواتنا تسيطر على كورسك، وهدنة ٣٠ يوما تساعد الطرف الآخر" },
    ],
  ])("%s", (_, a, b) => {
    expect(certainty(a, b)).toBe("probably_same")
  })
})

describe("not the same", () => {
  test.each<[string, Partial<Utterance>, Partial<Utterance>]>([
    ["another person", support, { ...support, speaker: "minister" }],
    ["a person and an institution", support, { ...support, speaker: null, institution: "the Palace" }],
    ["another day", support, { ...support, start: DATE + DAY, end: DATE + 2 * DAY }],
    [
      "another point of one press conference",
      { gist: "A mechanism that controls violations is needed." },
      { gist: "The ceasefire must lead to a lasting peace and remove the root causes." },
    ],
    [
      "another point on the same option",
      { gist: "Details of the ceasefire need talks with the mediators.", ...principle },
      { gist: "It must lead to a lasting peace and remove root causes.", ...principle },
    ],
    [
      "a turn of phrase alone",
      { quote: "We will see." },
      { quote: "We will see what Friday brings, not before." },
    ],
    ["two languages with nothing to hold on to", { quote: "We agree." }, { quote: "Мы согласны." }],
    ["nothing said at all", {}, {}],
    [
      "unnamed, and described otherwise",
      { ...support, speaker: null, speakerAsDescribed: "a diplomat" },
      { ...support, speaker: null, speakerAsDescribed: "a senior army officer" },
    ],
    [
      "unnamed, of another party",
      { ...support, speaker: null, speakerAsDescribed: "an official" },
      { ...support, speaker: null, speakerAsDescribed: "an official", for: "south" },
    ],
  ])("%s", (_, a, b) => {
    expect(certainty(a, b)).toBe("not the same")
  })
})

test("an institution with its article and without, and an unnamed source described alike, are one speaker", () => {
  const palace = { ...support, speaker: null, institution: "the Palace" }
  expect(certainty(palace, { ...palace, institution: "Palace" })).toBe("same_words")
  const official = { ...support, speaker: null, speakerAsDescribed: "a U.S. official" }
  expect(certainty(official, { ...official, speakerAsDescribed: "US officials" })).toBe("same_words")
})

test("two minutes of one day are the same day; an hour written out finds the day", () => {
  const at = (hour: number) => ({
    ...support,
    start: DATE + hour * 3_600_000,
    end: DATE + hour * 3_600_000 + 60_000,
  })
  expect(certainty(at(9), at(17))).toBe("same_words")
  expect(certainty(at(9), support)).toBe("same_words")
  expect(certainty(at(9), at(34))).toBe("not the same")
})

const word = fc.constantFrom(
  "the",
  "idea",
  "30",
  "days",
  "мир",
  "перемир’я",
  "هدنة",
  "Kursk",
  "Курск",
  "we",
  "support",
)
const words = fc.array(word, { maxLength: 12 }).map((list) => list.join(" "))
const utterances = fc.record({
  speaker: fc.constantFrom("leader", "minister", null),
  institution: fc.constantFrom(null, "the Palace"),
  quote: fc.option(words),
  originalText: fc.option(words),
  gist: words,
  stances: fc.constantFrom([], principle.stances, objects.stances),
})

test("the order of the two makes no difference", () => {
  fc.assert(
    fc.property(utterances, utterances, (a, b) => {
      expect(likenessOf(said(a), said(b))).toEqual(likenessOf(said(b), said(a)))
    }),
  )
})

test("case, marks and punctuation never make a difference", () => {
  fc.assert(
    fc.property(utterances, utterances, (a, b) => {
      const dressed = { ...b, quote: b.quote && `“${b.quote.replaceAll(" ", ", ").normalize("NFD")}!”` }
      expect(likenessOf(said(a), said(dressed))).toEqual(likenessOf(said(a), said(b)))
    }),
  )
})

test("names are heard across scripts, and digits are read in all of them", () => {
  const [kursk, ...same] = ["Kursk", "Курск", "كورسك"].map((name) => nameSkeletons(name, "all")[0])
  expect(same).toEqual([kursk, kursk])
  expect(nameSkeletons("Krasylnykov", "all")).toEqual(nameSkeletons("Красильников", "all"))
  expect(numbersIn("٣٠ يوما, ۱۵ and 2,000")).toEqual(["30", "15", "2", "000"])
})
