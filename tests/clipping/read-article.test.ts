import fc from "fast-check"
import { expect, test } from "vitest"
import type { Article } from "../../server/clipping/article.ts"
import { edtfOf } from "../../server/clipping/article-dates.ts"
import { findUpstream } from "../../server/clipping/find-upstream.ts"
import { guessLanguage } from "../../server/clipping/guess-language.ts"
import { readArticle } from "../../server/clipping/read-article.ts"
import { isRefusal } from "../../server/domain/refusal.ts"

async function read(content: string | Uint8Array, mediaType = "text/plain; charset=utf-8"): Promise<Article> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content
  const article = await readArticle({ bytes, mediaType, url: "https://www.wire.example/valley" })
  if (isRefusal(article)) throw new Error(`${article.code}: ${article.detail}`)
  return article
}

async function refusal(bytes: Uint8Array, mediaType: string): Promise<string> {
  const answer = await readArticle({ bytes, mediaType, url: null })
  return isRefusal(answer) ? answer.code : `read: ${answer.text.slice(0, 100)}`
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Valley says no - The Wire</title>
<meta property="og:site_name" content="The Wire"><link rel="canonical" href="/valley-says-no?x=1#top">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Valley says no to a pause",
"datePublished": "2025-03-14T09:30:00+0200", "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Ek"}]}]}</script></head>
<body><nav><a href="/">“Home,” said the menu</a></nav><main><article><h1>Valley says no to a pause</h1>
<div class="share-buttons">Share <button>now</button></div>
<figure><img src="a.jpg"><figcaption>“This caption is none,” said Vera Vale</figcaption></figure>
<p>VALLEY CITY (Reuters) - The president of Valley, Vera Vale, on Friday ruled out a pause over the holiday, saying that her country had been deceived before and that no promise could be trusted.</p>
<p>“There will be no&nbsp;pause,” Vale told reporters.<br>“Not now, not in spring.”</p>
<aside><p>Read also: “How the talks failed,” said our correspondent, in a piece of some length.</p></aside>
<div class="related-articles"><p>Related: Hill “agrees” to talk</p></div><p style="display: none">“Hidden words,” said nobody.</p>
<p>A spokeswoman for Hill, Hilda Holm, said the refusal was regrettable, and that the offer would stay on the table until the end of the month, when the mediators meet again.</p>
<blockquote><p>We wait.</p></blockquote></article></main><footer>All rights</footer><script>document.body.textContent = "“I ran,” said the script"</script></body></html>`

test("of a page its article is read: what it says of itself, its paragraphs, and none of what stands around them", async () => {
  expect(await read(PAGE, "text/html")).toEqual({
    title: "Valley says no to a pause",
    outlet: "The Wire",
    author: "Ann Lee, Bo Ek",
    publishedAt: "2025-03-14T09:30:00+02:00",
    language: "en",
    canonical: "https://www.wire.example/valley-says-no?x=1",
    upstream: "Reuters",
    text: [
      "VALLEY CITY (Reuters) - The president of Valley, Vera Vale, on Friday ruled out a pause over the holiday, saying that her country had been deceived before and that no promise could be trusted.",
      "“There will be no pause,” Vale told reporters.\n“Not now, not in spring.”",
      "A spokeswoman for Hill, Hilda Holm, said the refusal was regrettable, and that the offer would stay on the table until the end of the month, when the mediators meet again.",
      "We wait.",
    ].join("\n\n"),
    warnings: [],
  })
})

test("a page without an article, or of pieces of HTML, is read whole, and that is told where it matters", async () => {
  const list = await read(
    "<title>Links of the day - The Wire</title><ul><li>One</li><li>Two</li></ul>",
    "text/html",
  )
  expect(list).toMatchObject({ title: "Links of the day", text: "One\n\nTwo" })
  expect(list.warnings.map(({ code }) => code)).toEqual(["whole_page"])
})

const RUSSIAN = "Президент Холма заявил в четверг, что готов к переговорам. «Мы придём за стол», — сказал он."
const ARABIC = "قال الرئيس يوم الخميس إنه مستعد للمحادثات. وأضاف: «سنأتي إلى الطاولة»."

/** Bytes of a text in an encoding of single bytes, by asking the decoder what each byte means. */
function encode(text: string, label: string): Uint8Array {
  const table = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from(text, (letter) => {
    const byte = table.indexOf(letter)
    if (byte < 0) throw new Error(`${label} has no ${letter}`)
    return byte
  })
}

test.each([
  ["windows-1251", RUSSIAN, "ru"],
  ["koi8-r", RUSSIAN.replace(/[«»—]/g, '"'), "ru"],
  ["windows-1256", ARABIC, "ar"],
  ["iso-8859-6", ARABIC.replace(/[«»]/g, '"'), "ar"],
])("%s is read, whether the header, the page or the file says it", async (label, text, language) => {
  const bytes = encode(text, label)
  const page = (head: string) => Buffer.concat([Buffer.from(`<html><head>${head}</head><body><p>`), bytes])
  expect(await read(bytes, `text/plain; charset=${label}`)).toMatchObject({ text, language })
  expect(await read(page(`<meta charset="${label}">`), "text/html")).toMatchObject({ text, language })
  const old = `<meta http-equiv="Content-Type" content="text/html; charset=${label}">`
  expect(await read(page(old), "text/html")).toMatchObject({ text, language })
  // what the server says goes before what the page says
  expect(await read(page('<meta charset="utf-8">'), `text/html; charset=${label}`)).toMatchObject({ text })
})

test("a byte order mark goes before everything", async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RUSSIAN, "utf16le")])
  expect((await read(utf16, "text/plain; charset=windows-1251")).text).toBe(RUSSIAN)
  expect((await read(`\ufeff${RUSSIAN}`, "text/plain; charset=koi8-r")).text).toBe(RUSSIAN)
})

test.each([
  ["en", "ru"],
  ["ru-RU", "ru-RU"],
  ["sr", "sr"],
])("a page in Russian that claims to be in %s is taken to be in %s", async (claimed, language) => {
  expect(
    await read(`<html lang="${claimed}"><body><p>${RUSSIAN}</p></body></html>`, "text/html; charset=utf-8"),
  ).toMatchObject({ language })
})

test("a few broken bytes are told; a text that is plainly in another encoding is refused", async () => {
  const some = Buffer.concat([Buffer.from(RUSSIAN), Buffer.from([0xd0]), Buffer.from(` ${RUSSIAN}`)])
  const article = await read(some)
  expect(article.text).toContain("\ufffd")
  expect(article.warnings).toMatchObject([
    { code: "broken_characters", detail: expect.stringMatching(/^1 character is/) },
  ])
  expect(await refusal(encode(RUSSIAN, "windows-1251"), "text/html; charset=utf-8")).toBe(
    "unreadable_encoding",
  )
  expect(await refusal(encode(RUSSIAN, "windows-1251"), "text/plain")).toBe("unreadable_encoding")
  expect(await refusal(Buffer.from("words"), "text/plain; charset=klingon")).toBe("unreadable_encoding")
})

test.each([
  ["a PDF", "%PDF-1.7 and so on"],
  ["a picture", "\x89PNG\r\n\x1a\n"],
  ["an office document", "PK\x03\x04"],
  ["an RTF document", "{\\rtf1\\ansi words"],
  ["a program", "\x7fELF\x02\x01\x01\x00\x00"],
])("%s is told to be no text", async (_, content) => {
  expect(await refusal(Buffer.from(content, "latin1"), "text/plain")).toBe("unprocessable")
  expect(await refusal(Buffer.from(content, "latin1"), "text/html")).toBe("unprocessable")
})

test("what turns or hides letters is taken out and told; what people need to write stays", async () => {
  const trojan = "The envoy said \u202eecaep\u202c was near.\u0007 He left\u200b for \u2067Coast\u2069."
  const article = await read(trojan)
  expect(article.text).toBe("The envoy said ecaep was near. He left for Coast.")
  expect(article.warnings.map(({ code }) => code)).toEqual([
    "direction_controls_removed",
    "control_characters_removed",
  ])
  const persian = "او گفت: «می\u200cخواهیم صلح»."
  expect(await read(persian)).toMatchObject({ text: persian, warnings: [] })
})

test("whatever is pasted comes out clean", async () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\n\n", "\r\n", "\u2028", " \t", "\u202e", "\u200f", "Words. ", "url: x\n"),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const bytes = Buffer.from(pieces.join("").replaceAll("\u0000", ""))
      const once = await readArticle({ bytes, mediaType: "text/plain", url: null })
      if (isRefusal(once)) return
      expect(once.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\r\t]|(?!\n)\p{Cc}|\n{3}|^\s|\s$/u)
      expect(once.text.isWellFormed()).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test("what stands above a pasted text is taken where it is certain, and stays text where it is not", async () => {
  const header = await read(
    "URL: https://w.example/a\nSource: The Wire\nDate: 13 March 2025 (print)\nLang: en\nSection: World\n\nHe said so.",
  )
  // one line that nobody knows, or can read, makes all of it text
  expect(await read("Date: yesterday evening\n\nHe said so.")).toMatchObject({
    publishedAt: null,
    text: "Date: yesterday evening\n\nHe said so.",
  })
  expect(header).toMatchObject({ canonical: null, outlet: null, text: expect.stringMatching(/^URL: /) })
  expect(
    await read(
      "URL: https://w.example/a\nSource: The Wire\nDate: 13 March 2025 (print)\nTitle: “No”, says Hill\n\nHe said so.",
    ),
  ).toMatchObject({
    canonical: "https://w.example/a",
    outlet: "The Wire",
    publishedAt: "2025-03-13",
    title: "“No”, says Hill",
    text: "He said so.",
  })
  // no name that every object has is one of ours
  expect(await read("constructor: Hill and Sons\n\nHe said so.")).toMatchObject({
    text: "constructor: Hill and Sons\n\nHe said so.",
  })
  const prose = "The president of Hill said on Thursday that she was ready to talk about it. She left."
  expect(await read(`World News\n\nHill is ready to talk, its president says\n\n${prose}`)).toMatchObject({
    title: "Hill is ready to talk, its president says",
    text: prose,
  })
  expect(await read(`“We are ready,” she said.\n\n${prose}`)).toMatchObject({ title: null })
  expect(await read(`Quote: we are ready to talk\n\n${prose}`)).toMatchObject({
    text: `Quote: we are ready to talk\n\n${prose}`,
  })
})

test("Markdown is read as what it shows", async () => {
  const markdown = `---\ntitle: "Hill talks"\ndate: 2025-03-13 10:00:00 +0200\ntags: [a]\n---\n![](a.png)\n\n## Ready\n\nShe **was** [ready](https://x.example/a_b), *she* said_so_.\n\n> We come.`
  expect(await read(markdown, "text/markdown")).toMatchObject({
    title: "Hill talks",
    publishedAt: "2025-03-13T10:00:00+02:00",
    text: "Ready\n\nShe was ready, she said_so_.\n\nWe come.",
  })
})

test.each([
  ["2025-03-13", "2025-03-13"],
  ["2025-03-13T14:02:11.000Z", "2025-03-13T14:02:11Z"],
  ["2025-03-13 14:02+0100", "2025-03-13T14:02+01:00"],
  ["2011-11-25 (from the file's path)", "2011-11-25"],
  ["Thu, 13 Mar 2025 14:02:11 GMT", "2025-03-13T14:02:11Z"],
  ["March 13, 2025", "2025-03-13"],
  ["13 March 2025", "2025-03-13"],
  ["2025-13-45", null],
  ["31 February 2025", null],
  ["03/04/2025", null],
  ["yesterday", null],
  ["", null],
])("the date “%s” is %s", (written, edtf) => expect(edtfOf(written)).toBe(edtf))

test.each([
  ["MOSCOW, March 13 (Reuters) - The Kremlin said", null, "Reuters"],
  ["The talks failed, according to AFP, late on Monday.", null, "AFP"],
  ["He left, the ministry said, citing TASS.", null, "TASS"],
  ["He left.\n\nSource: BBC", null, "BBC"],
  ["He left.\n\nИсточник: ТАСС", null, "TASS"],
  ["Об этом сообщает Интерфакс.", null, "Interfax"],
  ["Про це повідомляє Укрінформ.", null, "Ukrinform"],
  ["قال المسؤول، نقلا عن رويترز، إن", null, "Reuters"],
  ["He left (AP)", null, "AP"],
  ["MOSCOW (Reuters) - He left", "Reuters", null],
  ["He told the associates that the map of the AP exam was his.", null, null],
  ["The source: nobody knows.", null, null],
  ["It opened in June, according to spa owners.", null, null],
  ["According to the news agency Xinhua, he left.", null, "Xinhua"],
])("the upstream of “%s” (in %s) is %s", (text, outlet, upstream) =>
  expect(findUpstream(text, outlet)).toBe(upstream),
)

test.each([
  [
    "en",
    "The president of the country said that he was ready for talks with the other side and that it was late.",
  ],
  [
    "fr",
    "Le président a déclaré que les discussions dans la capitale ne sont pas terminées et qui est prêt pour une paix.",
  ],
  [
    "es",
    "El presidente dijo que las conversaciones con los mediadores no se han terminado y que el acuerdo está cerca.",
  ],
  ["ru", RUSSIAN],
  [
    "uk",
    "Президент заявив у четвер, що готовий до переговорів і що це не кінець. «Ми прийдемо за стіл», — сказав він.",
  ],
  ["ar", ARABIC],
  ["he", "הנשיא אמר ביום חמישי שהוא מוכן לשיחות"],
  [null, "123 456"],
])("the language is told to be %s by the words", (language, text) =>
  expect(guessLanguage(text)).toBe(language),
)
