import type { z } from "zod"
import { jsonSchemaOf } from "./json-schema.ts"
import { CALENDAR_TYPE } from "./write-calendar.ts"
import { FEED_TYPES } from "./write-feed.ts"

/** OpenAPI of what is served below `/feeds`, beside the API's own prefix. `query` is the validator of a feed's questions. */
export function describedFeeds(query: z.ZodType, url: string | null): Record<string, object> {
  const servers = [{ url: url ?? "/" }]
  const slug = { name: "slug", in: "path", required: true, schema: { type: "string" } }
  const format = { ...slug, name: "format", schema: { type: "string", enum: Object.keys(FEED_TYPES) } }
  const asked = Object.entries(jsonSchemaOf(query).properties ?? {})
  const parameters = asked.map(([name, schema]) => ({ name, in: "query", required: false, schema }))
  return {
    "/feeds/{slug}.{format}": {
      get: {
        servers,
        operationId: "feeds_read",
        summary: "What changed, newest first, as Atom, RSS or JSON Feed",
        parameters: [slug, format, ...parameters],
        ...reading(Object.values(FEED_TYPES)),
      },
    },
    "/feeds/{slug}.ics": {
      get: {
        servers,
        operationId: "feeds_calendar",
        summary: "Deadlines and talks as a calendar",
        parameters: [slug],
        ...reading([CALENDAR_TYPE]),
      },
    },
  }
}

function reading(types: string[]): object {
  const content = Object.fromEntries(types.map((type) => [type.replace(/;.*/, ""), {}]))
  return {
    tags: ["feeds"],
    security: [{}, { key: [] }],
    responses: {
      "200": { description: "Done.", content },
      "304": { description: "You have it already (If-None-Match, If-Modified-Since)." },
      default: { $ref: "#/components/responses/Problem" },
    },
  }
}
