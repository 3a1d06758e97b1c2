import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { z } from "zod"

const folder = join(import.meta.dirname, "clipping/articles")
const label =
  /^url: .+\noutlet: .+\npublished: \d{4}-\d\d-\d\d.*\nlanguage: (en|uk|ru|fr|es|ar)\ntitle: .+\n\n/
const nothing = z.string().min(1).nullable()

const gold = z.strictObject({
  quotes: z
    .array(
      z.strictObject({
        text: z.string(),
        speaker: z.string().min(1),
        speaker_as_written: z.string().min(1),
        party: nothing,
        via: nothing,
      }),
    )
    .min(1),
  speakers: z.array(z.strictObject({ name: z.string(), title_as_written: z.string(), party: nothing })),
  parties: z.array(z.string()),
  said_dates: z.array(z.iso.date()),
  notes: z.string(),
})

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.slice(0, -".txt".length))

describe.each(names)("the labels of %s", (name) => {
  const article = readFileSync(join(folder, `${name}.txt`), "utf8")
  const { quotes, speakers } = gold.parse(JSON.parse(readFileSync(join(folder, `${name}.gold.json`), "utf8")))
  const text = article.replace(label, "")

  it("name words that stand in the text, in its order and of three words or more", () => {
    expect(article).toMatch(label)
    let end = 0
    for (const quote of quotes) {
      const start = text.indexOf(quote.text, end)
      expect(start, `"${quote.text}" after character ${end}`).toBeGreaterThanOrEqual(0)
      end = start + quote.text.length
      expect(quote.text.split(/\s+/).length).toBeGreaterThanOrEqual(3)
    }
  })

  it("list every named speaker once, and nobody else", () => {
    const named = quotes
      .map((quote) => quote.speaker)
      .filter((speaker) => !/\((unnamed|document)\)$/.test(speaker))
    expect(speakers.map((speaker) => speaker.name).toSorted()).toEqual([...new Set(named)].toSorted())
  })
})
