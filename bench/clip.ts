/**
 * How well quotations and speakers are found: `npm run bench:clip -- FOLDER [--verbose]`. The folder holds articles as
 * NAME.txt (header lines, a blank line, the text) with NAME.gold.json beside each (`quotes` with text and speaker).
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { ClipCast } from "../server/domain/clip.ts"
import { readArticle, type Score, score } from "./support/score-clip.ts"

const [folder, ...options] = process.argv.slice(2)
if (!folder) {
  console.error("Which folder? Say: npm run bench:clip -- FOLDER [--verbose]")
  process.exit(1)
}
const isVerbose = options.includes("--verbose")
const demo: ClipCast = JSON.parse(
  readFileSync(new URL("../db/demo/russia-ukraine-2025.json", import.meta.url), "utf8"),
)

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".gold.json"))
  .map((file) => file.slice(0, -".gold.json".length))
  .sort()
if (names.length === 0) {
  console.error(`No article with a .gold.json file in ${folder}.`)
  process.exit(1)
}

const total: Score = {
  found: 0,
  matched: 0,
  gold: 0,
  speakers: 0,
  misses: [],
  falseFinds: [],
  wrongSpeakers: [],
  ms: 0,
}
console.log(
  "A found direct quotation matches a gold one when at least 0.8 of the words of each are in the other, in order.",
)
console.log(
  "A speaker is right when the name, its surname in any spelling or script, or the institution is that of the gold.\n",
)
console.log(`${"article".padEnd(44)} recall  precision  speakers     ms`)
for (const name of names) {
  const article = readArticle(
    readFileSync(join(folder, `${name}.txt`), "utf8"),
    readFileSync(join(folder, `${name}.gold.json`), "utf8"),
  )
  const result = score(article, demo)
  print(name, result)
  total.found += result.found
  total.matched += result.matched
  total.gold += result.gold
  total.speakers += result.speakers
  total.ms += result.ms
  if (isVerbose) {
    for (const line of result.misses) console.log(`    missed: ${line}`)
    for (const line of result.falseFinds) console.log(`    false:  ${line}`)
    for (const line of result.wrongSpeakers) console.log(`    speaker: ${line}`)
  }
}
print("in all", total)

function print(name: string, { found, matched, gold, speakers, ms }: Score): void {
  const share = (part: number, whole: number) => (whole === 0 ? "    –" : (part / whole).toFixed(3))
  console.log(
    `${name.slice(0, 44).padEnd(44)} ${share(matched, gold).padStart(6)} ${share(matched, found).padStart(10)} ${share(speakers, matched).padStart(9)} ${ms.toFixed(0).padStart(6)}`,
  )
}
