import { type Browser, chromium, type Locator } from "playwright-core"
import type { NegotiationDocument, StatementContent } from "../../server/domain/negotiation-document.ts"
import type { TestServer } from "../support/server.ts"

/** A real browser, the one that `npm test` found or installed. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  })
}

/** What a reader sees of it, without what is hidden. */
export function shown(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: Playwright's, and what is hidden must not count
  return place.innerText()
}

export async function importDocument(server: TestServer, document: NegotiationDocument): Promise<void> {
  await post(server, "/import", document)
}

/** Publishes over the HTTP API, as another person at another machine would. */
export async function publish(
  server: TestServer,
  statement: Partial<StatementContent> & Pick<StatementContent, "id" | "for" | "gist" | "saidAt">,
): Promise<void> {
  await post(server, `/negotiations/${SLUG}/statements`, {
    directness: "paraphrase",
    attribution: "on_record",
    documents: ["d-wire"],
    status: "published",
    ...statement,
  })
}

/** What the API answers to a POST with the test server's key. */
export async function post(server: TestServer, path: string, body: unknown): Promise<{ id?: string }> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  const answer: { id?: string } = await response.json()
  return answer
}

export const SLUG = "talks"

/** Small, and with every state that the tests ask for. */
export const talks: NegotiationDocument = {
  format: "parley/1",
  negotiation: {
    slug: SLUG,
    title: "Talks of North and South",
    summary: "A negotiation for tests.",
    timeZone: "UTC",
    review: "off",
  },
  actors: [
    { id: "north", name: "North", kind: "state" },
    { id: "south", name: "Південь", kind: "state" },
    { id: "mission", name: "Mission of the Neighbouring States and Their Partners", kind: "organisation" },
    ...["east", "west", "islands", "valley"].map((id) => ({ id, name: `The ${id}`, kind: "state" as const })),
  ],
  parties: [
    { actor: "north", roles: ["belligerent"] },
    { actor: "south", roles: ["belligerent"] },
    { actor: "mission", roles: ["mediator"] },
    ...["east", "west", "islands", "valley"].map((actor) => ({ actor, roles: ["observer" as const] })),
  ],
  people: [
    { id: "ann", name: "Ann Leader", offices: [{ actor: "north", title: "President", tier: 1 }] },
    { id: "bob", name: "Bob Aide", offices: [{ actor: "north", title: "Aide", tier: 3 }] },
    { id: "sam", name: "Сем Голова", offices: [{ actor: "south", title: "President", tier: 1 }] },
    { id: "eve", name: "Eve Envoy", offices: [{ actor: "mission", title: "Envoy", tier: 2 }] },
  ],
  issues: [
    { id: "i-truce", checklist: 5, title: "A truce" },
    { id: "i-monitor", checklist: 21, title: "Monitoring" },
  ],
  options: [
    { id: "truce", issue: "i-truce", text: "A 30-day ceasefire" },
    { id: "holiday", issue: "i-truce", text: "A truce over the holidays" },
    { id: "monitor", issue: "i-monitor", text: "A mission monitors the line" },
  ],
  sources: [{ id: "wire", name: "The Wire", class: "traditional_media", reliability: "B" }],
  documents: [
    {
      id: "d-wire",
      source: "wire",
      url: "https://example.org/1",
      title: "Report",
      publishedAt: "2025-03-13",
    },
  ],
  statements: [
    {
      id: "s-ann",
      speaker: "ann",
      for: "north",
      saidAt: "2025-03-13",
      gist: "Supports the idea; terms must be discussed first.",
      quote: "The idea is right.",
      directness: "translated_quote",
      attribution: "on_record",
      documents: ["d-wire"],
      stances: [{ option: "truce", stance: "accepts_in_principle" }],
      conditions: [{ id: "c-1", option: "truce", kind: "precondition", text: "Arms are laid down first" }],
      status: "published",
    },
    {
      id: "s-bob",
      speaker: "bob",
      for: "north",
      saidAt: "2025-03-13",
      gist: "Calls the draft hasty.",
      quote: "garbled wordings of nobody",
      directness: "machine_garbled",
      attribution: "on_record",
      documents: ["d-wire"],
      stances: [{ option: "truce", stance: "objects" }],
      status: "published",
    },
    {
      id: "s-account",
      speaker: "ann",
      for: "north",
      about: "south",
      saidAt: "2025-03-13",
      gist: "Says that the South was persuaded.",
      directness: "paraphrase",
      attribution: "on_record",
      documents: ["d-wire"],
      stances: [{ option: "truce", stance: "accepts" }],
      status: "published",
    },
    {
      id: "s-eve",
      speaker: "eve",
      for: "mission",
      saidAt: "2025-03-12~",
      gist: "Puts forward a ceasefire of 30 days.",
      directness: "paraphrase",
      attribution: "on_record",
      documents: ["d-wire"],
      stances: [{ option: "truce", stance: "proposes" }],
      status: "published",
    },
  ],
}
