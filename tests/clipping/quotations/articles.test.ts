import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readArticle, score } from "../../../bench/support/score-clip.ts"

const folder = new URL("../articles/", import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".gold.json"))
  .map((file) => file.slice(0, -".gold.json".length))

test("the labelled articles are read nearly as a person reads them", () => {
  const scores = names.map((name) =>
    score(
      readArticle(
        readFileSync(new URL(`${name}.txt`, folder), "utf8"),
        readFileSync(new URL(`${name}.gold.json`, folder), "utf8"),
      ),
      { people: [], actors: [] },
    ),
  )
  const sum = (part: "gold" | "found" | "matched" | "speakers") =>
    scores.reduce((whole, each) => whole + each[part], 0)
  expect(names.length).toBeGreaterThan(20)
  expect(sum("matched") / sum("gold")).toBeGreaterThan(0.95)
  expect(sum("matched") / sum("found")).toBeGreaterThan(0.95)
  expect(sum("speakers") / sum("matched")).toBeGreaterThan(0.85)
})
