import { expect, test } from "vitest"
import { readInWorker } from "../../server/clipping/read-in-worker.ts"
import { isRefusal } from "../../server/domain/refusal.ts"

const MEGABYTE = 1_048_576

/** Pages that are made to cost more than they are worth; each may be refused or read, in bounds. */
const PAGES: Record<string, string> = {
  "100,000 nested blocks": `${"<div>".repeat(100_000)}<p>He said so.</p>`,
  "600,000 paragraphs": "<p>a b c.</p>".repeat(600_000),
  "linked data nested 190,000 deep": `<script type="application/ld+json">${"[".repeat(190_000)}</script><p>He said so.</p>`,
}

test.each(Object.entries(PAGES))(
  "%s end in time and take no memory of the server's",
  async (_, html) => {
    const bytes = Buffer.from(html)
    let longest = 0
    let last = performance.now()
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 20)
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    const answer = await readInWorker(
      { bytes, mediaType: "text/html; charset=utf-8", url: null },
      { limitMs: 2_000 },
    )
    clearInterval(pulse)
    if (isRefusal(answer)) expect(["too_slow", "too_large", "unprocessable"]).toContain(answer.code)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * MEGABYTE)
    // whoever reads a board meanwhile is answered
    expect(longest).toBeLessThan(1_500)
  },
  40_000,
)

test("nothing on a page runs", async () => {
  const html = `<body onload="globalThis.ran = 1"><script>globalThis.ran = 1; process.exit(3)</script>
    <img src=x onerror="globalThis.ran = 1"><iframe srcdoc="<script>parent.ran = 1</script>"></iframe>
    <p>The president of Hill said on Thursday that she was ready to talk about it with everybody.</p>`
  const answer = await readInWorker({ bytes: Buffer.from(html), mediaType: "text/html", url: null })
  expect(answer).toMatchObject({ text: expect.stringMatching(/^The president [^<]*everybody\.$/) })
  expect(Reflect.get(globalThis, "ran")).toBeUndefined()
})

test("more readings than may wait are refused at once, and the others end well", async () => {
  const bytes = Buffer.from("The president of Hill said that she was ready.")
  const all = await Promise.all(
    Array.from({ length: 14 }, () => readInWorker({ bytes, mediaType: "text/plain", url: null })),
  )
  const refused = all.filter(isRefusal)
  expect(refused.map(({ code }) => code)).toEqual(["too_many_requests", "too_many_requests"])
  expect(all.filter((each) => !isRefusal(each) && each.language === "en")).toHaveLength(12)
}, 60_000)
