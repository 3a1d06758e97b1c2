import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { chainOf, independentOrigins, originsOf } from "../../server/domain/origins.ts"
import type { CitedDocument } from "../../server/domain/public-statement.ts"

type Kept = Omit<CitedDocument, "directness" | "span" | "chain">

function kept(id: string, upstream: string | null = null, more: Partial<Kept> = {}): Kept {
  const sourceClass = "traditional_media"
  return {
    id,
    source: id,
    sourceName: id.toUpperCase(),
    sourceClass,
    reliability: null,
    upstream,
    archived: null,
    ...more,
  }
}

/** Cites some of the documents that are kept, each with its chain. */
function citing(
  all: Kept[],
  ids = all.map(({ id }) => id),
  more: Partial<CitedDocument> = {},
): CitedDocument[] {
  const known = new Map(all.map((document) => [document.id, document]))
  return all
    .filter(({ id }) => ids.includes(id))
    .map((document) => ({
      ...document,
      directness: "paraphrase",
      span: null,
      chain: chainOf(document.id, (id) => known.get(id)),
      ...more,
    }))
}

const agency = kept("ria", null, { sourceName: "RIA Novosti", sourceClass: "state_controlled_media" })
const outlet = kept("cbs", "ria", { sourceName: "CBS News" })
const copy = kept("copy", "cbs", { sourceName: "The Copy", sourceClass: "aggregator" })

describe("origins", () => {
  test("an agency, an outlet after it and a copy of the outlet are one origin, each with its chain", () => {
    expect(originsOf({ documents: citing([copy, outlet, agency]) })).toEqual([
      {
        name: "RIA Novosti",
        independent: true,
        documents: [
          { id: "copy", after: ["CBS News", "RIA Novosti"] },
          { id: "cbs", after: ["RIA Novosti"] },
          { id: "ria", after: [] },
        ],
      },
    ])
  })

  test("they are one origin too where the agency itself is not cited", () => {
    expect(independentOrigins({ documents: citing([copy, outlet, agency], ["copy", "cbs"]) })).toBe(1)
  })

  test("an aggregator or a machine-made copy that names no upstream is not independent", () => {
    const bare = kept("copy", null, { sourceClass: "aggregator" })
    expect(independentOrigins({ documents: citing([bare]) })).toBe(0)
    expect(independentOrigins({ documents: citing([bare, agency]) })).toBe(1)
    expect(
      independentOrigins({ documents: citing([kept("a")], ["a"], { directness: "machine_garbled" }) }),
    ).toBe(0)
    expect(originsOf({ documents: citing([bare]) })[0]).toMatchObject({ name: null, independent: false })
  })

  test("two reports of one outlet are one origin, two outlets are two", () => {
    expect(independentOrigins({ documents: citing([kept("a"), kept("b", null, { sourceName: "A" })]) })).toBe(
      1,
    )
    expect(independentOrigins({ documents: citing([kept("a"), kept("b")]) })).toBe(2)
  })

  test("a relay that is no stored document is the origin of all but an official's own", () => {
    const official = kept("site", null, { sourceClass: "primary_official" })
    const via = ["RIA Novosti"]
    expect(originsOf({ documents: citing([kept("a"), kept("b"), agency]), via })).toEqual([
      {
        name: "RIA Novosti",
        independent: true,
        documents: [
          { id: "a", after: ["RIA Novosti"] },
          { id: "b", after: ["RIA Novosti"] },
          { id: "ria", after: [] },
        ],
      },
    ])
    expect(independentOrigins({ documents: citing([kept("a"), official]), via })).toBe(2)
  })

  test("a circle of upstreams ends, and is one origin", () => {
    const circle = [kept("a", "b"), kept("b", "c"), kept("c", "a"), kept("d", "b")]
    expect(independentOrigins({ documents: citing(circle) })).toBe(1)
    expect(independentOrigins({ documents: citing([kept("a", "a")]) })).toBe(1)
  })
})

const CLASSES = ["primary_official", "traditional_media", "state_controlled_media", "aggregator"] as const
/** Documents of a few outlets; any may repeat any, circles included. */
const archives = fc
  .array(
    fc.record({
      outlet: fc.integer({ min: 0, max: 5 }),
      upstream: fc.option(fc.integer({ min: 0, max: 7 })),
      sourceClass: fc.constantFrom(...CLASSES),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ outlet, upstream, sourceClass }, i) =>
      kept(`d${i}`, upstream !== null && upstream < rows.length ? `d${upstream}` : null, {
        sourceName: `Outlet ${outlet}`,
        sourceClass,
      }),
    ),
  )
const relays = fc.subarray(["Outlet 1", "A relay"])

test("an echo of what is cited, or a copy of nobody knows what, never raises the number", () => {
  fc.assert(
    fc.property(archives, relays, fc.nat(), fc.constantFrom(...CLASSES), (archive, via, at, sourceClass) => {
      const before = independentOrigins({ documents: citing(archive), via })
      const echoed = archive[at % archive.length]
      const echo = kept("echo", echoed?.id, { sourceName: "An echo", sourceClass })
      const blind = kept("blind", null, { sourceName: "A portal", sourceClass: "aggregator" })
      expect(independentOrigins({ documents: citing([...archive, echo]), via })).toBe(before)
      // a relay, where one is named, is where such a copy has it from
      if (via.length === 0)
        expect(independentOrigins({ documents: citing([...archive, blind]) })).toBe(before)
    }),
  )
})

test("an original of its own raises the number by one", () => {
  fc.assert(
    fc.property(archives, relays, (archive, via) => {
      const before = independentOrigins({ documents: citing(archive), via })
      const own = kept("own", null, { sourceName: "Its own", sourceClass: "primary_official" })
      expect(independentOrigins({ documents: citing([...archive, own]), via })).toBe(before + 1)
      const report = kept("own", null, { sourceName: "Its own" })
      if (via.length === 0)
        expect(independentOrigins({ documents: citing([...archive, report]) })).toBe(before + 1)
    }),
  )
})

test("the order of the documents makes no difference", () => {
  const shuffled = archives.chain((archive) =>
    fc.tuple(fc.constant(archive), fc.shuffledSubarray(archive, { minLength: archive.length })),
  )
  const grouped = (documents: CitedDocument[], via: string[]) =>
    originsOf({ documents, via })
      .map(({ documents: of, ...origin }) => ({ ...origin, of: of.map(({ id }) => id).sort() }))
      .sort((a, b) => (a.of.join() < b.of.join() ? -1 : 1))
  fc.assert(
    fc.property(shuffled, relays, ([archive, other], via) => {
      expect(grouped(citing(other), via)).toEqual(grouped(citing(archive), via))
    }),
  )
})
