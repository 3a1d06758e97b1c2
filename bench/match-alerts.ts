/**
 * `npm run bench match-alerts`: one change against 100,000 subscriptions in memory, in three mixes: as subscribers may be,
 * all of one negotiation with many equal filters, and one in which each asks for words. Medians over many changes.
 */
import { createAlertIndex, type IndexedSubscription } from "../server/domain/alert-index.ts"
import { ALERT_KINDS, type Heard } from "../server/domain/alert-rules.ts"
import { median, ms, percentile, printTable } from "./support/stats.ts"
import { randomOf } from "./support/table.ts"

const SUBSCRIPTIONS = 100_000
const CHANGES = 200
const [PARTIES, OPTIONS, ISSUES, PEOPLE, NEGOTIATIONS] = [12, 30, 10, 36, 20]
const VOCABULARY = Array.from({ length: 2_000 }, (_, n) => `word${(n * 7919) % 2_000}`)

const random = randomOf(4)
const among = (count: number) => Math.floor(random() * count)
const some = (name: string, count: number) => [`${name}-${among(count)}`]
const often = (share: number) => random() < share

/** Most ask for a party or an option of one negotiation, some for people, kinds or words; a few for everything. */
function ordinary(n: number): IndexedSubscription {
  return {
    id: `s${n}`,
    negotiationId: often(0.05) ? null : among(NEGOTIATIONS),
    filter: {
      ...(often(0.6) && { parties: some("party", PARTIES) }),
      ...(often(0.4) && { options: some("option", OPTIONS) }),
      ...(often(0.1) && { people: some("person", PEOPLE) }),
      ...(often(0.3) && { kinds: [ALERT_KINDS[among(ALERT_KINDS.length)] ?? "correction"] }),
      ...(often(0.05) && { text: VOCABULARY[among(VOCABULARY.length)] ?? "" }),
    },
  }
}

/** All of them follow one negotiation, by one of a few dozen filters. */
function crowded(n: number): IndexedSubscription {
  return { id: `s${n}`, negotiationId: 0, filter: often(0.1) ? {} : { parties: some("party", PARTIES) } }
}

function ofWords(n: number): IndexedSubscription {
  const text = [VOCABULARY[among(VOCABULARY.length)], VOCABULARY[among(VOCABULARY.length)]].join(" ")
  return { id: `s${n}`, negotiationId: among(NEGOTIATIONS), filter: { text } }
}

/** A statement on an option: it moves its party's cell and attaches a condition. */
function change(): Heard {
  const option = among(OPTIONS)
  const party = `party-${among(PARTIES)}`
  const on = { option: `option-${option}`, issue: `issue-${option % ISSUES}` }
  return {
    facets: [
      { parties: [party], ...on, kinds: ["statement.published"] },
      { parties: [party], ...on, kinds: ["statement.published", "stance_moved"] },
      { parties: [party], ...on, kinds: ["statement.published", "new_condition"] },
    ],
    people: [`person-${among(PEOPLE)}`],
    words: Array.from({ length: 40 }, () => VOCABULARY[among(VOCABULARY.length)] ?? ""),
  }
}

const rows: string[][] = []
for (const [name, make] of [
  ["ordinary", ordinary],
  ["crowded", crowded],
  ["words", ofWords],
] as const) {
  const before = process.memoryUsage().heapUsed
  const started = performance.now()
  const index = createAlertIndex()
  for (let n = 0; n < SUBSCRIPTIONS; n += 1) index.put(make(n))
  const built = performance.now() - started
  const kept = (process.memoryUsage().heapUsed - before) / 1e6
  const times: number[] = []
  const found: number[] = []
  for (let n = 0; n < CHANGES; n += 1) {
    const heard = change()
    const at = performance.now()
    found.push(index.match(0, heard).length)
    times.push(performance.now() - at)
  }
  rows.push([
    name,
    ms(median(times)),
    ms(percentile(times, 0.95)),
    ms(Math.max(...times)),
    String(median(found)),
    ms(built),
    `${kept.toFixed(0)} MB`,
  ])
}
printTable(["100,000 subscriptions", "p50", "p95", "worst", "found", "built in", "kept"], rows)
