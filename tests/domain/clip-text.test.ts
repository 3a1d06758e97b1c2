import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { articleOf, readPasted } from "../../app/desk/_clip/clip-input.ts"
import { clipItems, nextSuggested, type StatementOfClip } from "../../app/desk/_clip/clip-items.ts"
import { markedParagraphs } from "../../app/desk/_clip/marked-text.ts"
import { begunIn } from "../../app/desk/_clip/use-begun.ts"
import { type Span, STEPS, unitsOf, walked } from "../../app/desk/_clip/walk-text.ts"
import type { LocalCopy } from "../../app/desk/_drafts/local-copies.ts"
import { emptyValues, storedDocument } from "../../app/desk/_form/statement-values.ts"
import type { Suggestion } from "../../server/domain/clip.ts"

const TEXT =
  "The envoy spoke late. “We will come,” she said, “if asked.”\n\nНіхто не відповів. Переговори тривають.\n"

describe("walking through a text", () => {
  const units = unitsOf(TEXT, "en")
  const said = (span: Span | null) => span && TEXT.slice(span.start, span.end)

  test("the arrows go by sentence over the end of a paragraph, and stay at the ends of the text", () => {
    const first = walked(units, null, "first")
    expect(said(first)).toBe("The envoy spoke late.")
    expect(walked(units, first, "previous")).toEqual(first)
    const last = walked(units, first, "last")
    expect(said(last)).toBe("Переговори тривають.")
    expect(said(walked(units, last, "previous"))).toBe("Ніхто не відповів.")
    expect(walked(units, last, "next")).toEqual(last)
  })

  test("a selection grows and shrinks by sentences and by words", () => {
    const start = walked(units, null, "first")
    expect(said(walked(units, start, "endEarlier"))).toBe("The envoy spoke late")
    expect(said(walked(units, start, "startLater"))).toBe("envoy spoke late.")
    const two = walked(units, start, "more")
    expect(said(two)?.startsWith("The envoy spoke late. “We will come")).toBe(true)
    expect(walked(units, two, "fewer")).toEqual(start)
  })

  test("no walk of any length leaves the text or selects nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 60 }), (steps) => {
        let at: Span | null = null
        for (const step of steps) {
          at = walked(units, at, step)
          expect(at && at.start >= 0 && at.start < at.end && at.end <= TEXT.length).toBe(true)
        }
      }),
    )
  })
})

describe("marking a text", () => {
  test("the pieces of every paragraph are its text, whatever is marked", () => {
    const span = fc
      .tuple(fc.nat(TEXT.length), fc.nat(TEXT.length))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.option(fc.nat(7)), (spans, open) => {
        for (const { start, end, pieces } of markedParagraphs(TEXT, spans, open)) {
          expect(pieces.map((piece) => TEXT.slice(piece.start, piece.end)).join("")).toBe(
            TEXT.slice(start, end),
          )
          for (const { mark, ...piece } of pieces) {
            if (mark === null) continue
            expect(spans[mark]!.start).toBeLessThanOrEqual(piece.start)
            expect(spans[mark]!.end).toBeGreaterThanOrEqual(piece.end)
          }
        }
      }),
    )
  })

  test("of two that overlap the shorter shows, unless the longer one is open", () => {
    const spans = [
      { start: 0, end: 21 },
      { start: 4, end: 9 },
    ]
    const marks = (open: number | null) =>
      markedParagraphs(TEXT, spans, open)[0]!.pieces.map(({ mark }) => mark)
    expect(marks(null)).toEqual([0, 1, 0, null])
    expect(marks(0)).toEqual([0, 0, 0, null])
  })
})

describe("how far a suggestion has come", () => {
  const suggestions = [suggestion(0, 21), suggestion(23, 35), suggestion(48, 57)]

  test("is that of the statement that cites the document there, and a withdrawn one leaves it to be logged again", () => {
    const statements = [
      statement("a", "draft", { start: 22, end: 36 }),
      statement("b", "published", { start: 0, end: 20 }),
      statement("c", "withdrawn", { start: 48, end: 57 }),
    ]
    const items = clipItems(suggestions, [], statements, "d")
    expect(items.map(({ state }) => state)).toEqual(["published", "draft", "suggested"])
    expect(nextSuggested(items, items[0]!.key)?.start).toBe(48)
    expect(nextSuggested(items, items[2]!.key)).toBeUndefined()
  })

  test("a statement stands once, where it fits best; one without a place here stands by itself", () => {
    const statements = [
      statement("wide", "draft", { start: 0, end: 34 }),
      statement("exact", "in_review", { start: 0, end: 21 }),
      statement("nowhere", "draft", null),
    ]
    const items = clipItems(suggestions, [], statements, "d")
    const ids = items.map((item) => item.statement?.id)
    expect(ids.filter(Boolean).sort()).toEqual(["exact", "nowhere", "wide"])
    expect(items.at(-1)?.statement?.id).toBe("nowhere")
  })

  test("a span in another document is none here", () => {
    const [other] = [statement("a", "published", { start: 0, end: 21 }, "elsewhere")]
    const items = clipItems(suggestions, [], [{ ...other!, content: { ...other!.content } }], "d")
    expect(items[0]!.state).toBe("suggested")
  })
})

describe("what was pasted", () => {
  test.each([
    ["https://example.org/a?b=c", "url"],
    ["  example.org/news/1 ", "url"],
    ["<!doctype html><p>Words</p>", "html"],
    ["<article><p>Words</p></article>", "html"],
    ["< 5 % of them agreed", "text"],
    ["He wrote at https://example.org that it is over.", "text"],
    ["example.org", "text"],
    [" ", "nothing"],
  ])("%s is %s", (field, kind) => {
    expect(readPasted(field).kind).toBe(kind)
  })

  test("a text given instead of a page that cannot be fetched goes with its address, and with nothing else", () => {
    const url = "https://example.org/a"
    expect(articleOf(readPasted(url), "What it says.")).toEqual({ url, text: "What it says." })
    expect(articleOf(readPasted(url), " <p>What it says.</p>")).toEqual({ url, html: "<p>What it says.</p>" })
    expect(articleOf(readPasted(url), " ")).toEqual({ url })
    expect(articleOf(readPasted("Another article."), "What it says.")).toEqual({ text: "Another article." })
  })
})

test("what was begun and never stored is found again at its place in the text", () => {
  const copy = (statement: string, document: string, span: Span | null): LocalCopy => {
    const documents = [{ ...storedDocument(document), span }]
    const values = { ...emptyValues(), documents, gist: statement }
    return { statement, at: 0, version: null, values, saved: emptyValues() }
  }
  const later = copy("later", "d", { start: 4, end: 9 })
  const begun = begunIn(
    [
      later,
      copy("earlier", "d", { start: 4, end: 9 }),
      copy("whole", "d", null),
      copy("other", "e", { start: 0, end: 3 }),
    ],
    "d",
  )
  expect(begun).toEqual([{ span: { start: 4, end: 9 }, copy: later }])
})

function suggestion(start: number, end: number): Suggestion {
  return {
    quote: TEXT.slice(start, end),
    start,
    end,
    kind: "direct",
    speakerAsWritten: null,
    speaker: { id: null, name: null },
    attribution: "on_record",
    party: null,
    partyName: null,
    via: null,
    saidAt: null,
  }
}

function statement(
  id: string,
  status: StatementOfClip["status"],
  span: Span | null,
  document = "d",
): StatementOfClip {
  const content = {
    id,
    for: "north",
    saidAt: "2025-03-14",
    gist: "",
    directness: "paraphrase" as const,
    attribution: "on_record" as const,
    documents: span ? [{ id: document, span }] : [document],
  }
  return { id, version: 1, status, author: "user:a", savedBy: "user:a", content }
}
