import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { z } from "zod"
import { may } from "../../server/capabilities/matrix.ts"
import { feedQuerySchema } from "../../server/capabilities/read-feed-filter.ts"
import { negotiationDocumentSchema } from "../../server/domain/negotiation-document.ts"
import { negotiationDocumentJsonSchema, openApiOf } from "../../server/http/openapi.ts"
import { routeTable } from "../../server/http/routes.ts"
import { appRouter } from "../../server/routers/app-router.ts"

const { routes } = routeTable(appRouter)
const isPublic = (name: string) => may(null, name)
const description = JSON.parse(
  JSON.stringify(
    openApiOf(routes, { version: "1.2.3", url: "https://p.example", isPublic, feedQuery: feedQuerySchema }),
  ),
)

/** The parts of OpenAPI 3.1 that a client generator relies on. */
const schemaObject = z.record(z.string(), z.unknown())
const media = z.record(z.string().regex(/\//), z.strictObject({ schema: schemaObject.optional() }))
const response = z.union([
  z.strictObject({ $ref: z.string().startsWith("#/components/responses/") }),
  z.strictObject({
    description: z.string().min(1),
    headers: z.record(z.string(), z.unknown()).optional(),
    content: media.optional(),
  }),
])
const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  description: z.string().optional(),
  schema: schemaObject,
})
const operation = z.strictObject({
  operationId: z.string().regex(/^[A-Za-z_]+$/),
  servers: z.array(z.strictObject({ url: z.url() })).optional(),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).min(1),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content: media }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
})
const openApi = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.unknown()),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(["get", "post", "patch"]), operation)),
  components: z.strictObject({
    securitySchemes: z.record(
      z.string(),
      z.looseObject({ type: z.literal("http"), scheme: z.literal("bearer") }),
    ),
    schemas: z.record(z.string(), schemaObject),
    responses: z.record(z.string(), response),
  }),
})

test("the description is well-formed OpenAPI 3.1", () => {
  const parsed = openApi.safeParse(description)
  expect(parsed.error?.issues ?? []).toEqual([])
})

test("it lists every procedure that is reached over HTTP, once, and the feeds", () => {
  const described = Object.entries(openApi.parse(description).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
  )
  const expected = routes.map(
    (r) => `${r.http.method.toLowerCase()} ${r.http.path} ${r.name.replaceAll(".", "_")}`,
  )
  const feeds = ["get /feeds/{slug}.{format} feeds_read", "get /feeds/{slug}.ics feeds_calendar"]
  expect(described.toSorted()).toEqual([...expected, ...feeds].toSorted())
  expect(new Set(routes.map((r) => r.name)).size).toBe(routes.length)
})

test("every parameter of a path is described, every reference leads somewhere", () => {
  for (const [path, operations] of Object.entries(openApi.parse(description).paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    for (const { parameters } of Object.values(operations)) {
      expect(parameters.filter((each) => each.in === "path").map((each) => each.name)).toEqual(wanted)
    }
  }
  const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1]!,
  )
  expect(references.length).toBeGreaterThan(0)
  for (const reference of references) {
    let at: unknown = description
    for (const key of reference.split("/")) at = (at as Record<string, unknown>)[key]
    expect(at).toBeTypeOf("object")
  }
})

test("every failure is described as problem+json, and what needs a key says so", () => {
  for (const route of routes) {
    const { responses, security } =
      openApi.parse(description).paths[route.http.path]![route.http.method.toLowerCase() as "get"]!
    expect(responses.default).toEqual({ $ref: "#/components/responses/Problem" })
    expect(responses[String(route.http.status ?? 200)]).toBeDefined()
    expect(security).toEqual(isPublic(route.name) ? [{}, { key: [] }] : [{ key: [] }])
  }
})

test("the schema of the negotiation document agrees with its validator about the demonstration", () => {
  const schema = z.fromJSONSchema(negotiationDocumentJsonSchema() as z.core.JSONSchema.JSONSchema)
  const text = readFileSync(new URL("../../db/demo/russia-ukraine-2025.json", import.meta.url), "utf8")
  const document = JSON.parse(text)
  expect(negotiationDocumentSchema.safeParse(document).success).toBe(true)
  expect(schema.safeParse(document).error?.issues ?? []).toEqual([])
  const misspelt = { ...document, statments: [] }
  expect(schema.safeParse(misspelt).success).toBe(false)
})
