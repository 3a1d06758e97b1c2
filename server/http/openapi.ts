import type { z } from "zod"
import { negotiationDocumentSchema } from "../domain/negotiation-document.ts"
import { REFUSAL_STATUS } from "../domain/refusal.ts"
import { EncodedJson } from "./answers.ts"
import { API_PREFIX } from "./api.ts"
import { describedFeeds } from "./describe-feeds.ts"
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts"
import { MOST_ERRORS, TRANSPORT_STATUS } from "./problem.ts"
import { LINES_TYPE } from "./progress-lines.ts"
import type { Route, RouteTable } from "./routes.ts"

export interface DescriptionOptions {
  version: string
  /** Public origin, where it is known. */
  url: string | null
  /** True where nobody has to be known to call the procedure. */
  isPublic(procedure: string): boolean
  /** What can be asked of a feed. */
  feedQuery: z.ZodType
}

/** The fixed documents of the API, made of the same validators that the server runs. */
export function apiDocuments(
  options: DescriptionOptions,
): Record<string, (table: RouteTable) => EncodedJson> {
  const encoded = (value: unknown) => {
    const json = JSON.stringify(value)
    return new EncodedJson(json, `"${options.version}-${json.length.toString(36)}"`)
  }
  return {
    "/openapi.json": (table) => encoded(openApiOf(table.routes, options)),
    "/negotiation-document.schema.json": () => encoded(negotiationDocumentJsonSchema()),
  }
}

/** JSON Schema of the negotiation document, with the address it is served at as its id. */
export function negotiationDocumentJsonSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Negotiation document, format parley/1",
    ...jsonSchemaOf(negotiationDocumentSchema),
  }
}

/** OpenAPI 3.1 of every procedure that is reached over HTTP, and of feeds. */
export function openApiOf(routes: readonly Route[], options: DescriptionOptions): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = paths[route.http.path] ?? {}
    path[route.http.method.toLowerCase()] = operationOf(route, options)
    paths[route.http.path] = path
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: options.version,
      summary: "Ceasefire negotiations: sourced statements, and the positions that follow from them.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${options.url ?? ""}${API_PREFIX}` }],
    security: [],
    paths: { ...paths, ...describedFeeds(options.feedQuery, options.url) },
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key that an administrator made; it has a role.",
        },
      },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: "What went wrong, where, and what would be right.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
        TooManyRequests: {
          description: "Too many requests.",
          headers: { "Retry-After": { schema: { type: "integer" }, description: "Seconds to wait." } },
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  }
}

const PROBLEM = {
  type: "object",
  description: "RFC 9457",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "One sentence for a person." },
    code: { type: "string", enum: [...Object.keys(REFUSAL_STATUS), ...Object.keys(TRANSPORT_STATUS)] },
    path: { type: "string", description: "The offending part, e.g. statements[3].stances[0].option" },
    errors: {
      type: "array",
      description: `Where several parts are at fault: each of them, up to ${MOST_ERRORS}.`,
      items: {
        type: "object",
        required: ["code", "detail"],
        properties: { code: { type: "string" }, path: { type: "string" }, detail: { type: "string" } },
      },
    },
    errorCount: { type: "integer", description: "How many parts are at fault in all." },
    currentVersion: { type: "integer", description: "For version_conflict: the version that stands now." },
  },
}

function operationOf(route: Route, options: DescriptionOptions): Record<string, unknown> {
  const { http } = route
  const isPublic = options.isPublic(route.name)
  const body = http.method === "GET" ? undefined : bodyOf(route)
  return {
    operationId: route.name.replaceAll(".", "_"),
    tags: [route.name.split(".")[0]],
    summary: http.summary,
    ...(http.description ? { description: http.description } : {}),
    security: isPublic ? [{}, { key: [] }] : [{ key: [] }],
    parameters: parametersOf(route),
    ...(body ? { requestBody: body } : {}),
    responses: { ...successOf(route), ...failuresOf(route, isPublic) },
  }
}

function parametersOf(route: Route): Record<string, unknown>[] {
  const required = new Set(route.schemas.flatMap((schema) => schema.required ?? []))
  const inPath = namesInPath(route)
  const parameters: Record<string, unknown>[] = inPath.map((name) => ({
    name,
    in: "path",
    required: true,
    schema: route.properties[name] ?? {},
  }))
  for (const [name, schema] of Object.entries(route.properties)) {
    if (inPath.includes(name) || !isInQuery(route, name)) continue
    parameters.push({ name, in: "query", required: required.has(name), schema })
  }
  if (route.properties.version && route.http.method !== "GET") {
    const isNeeded = route.http.method === "PATCH"
    parameters.push({
      name: "If-Match",
      in: "header",
      required: isNeeded,
      description: isNeeded
        ? "The version that was edited, in quotation marks."
        : "The version that was seen, in quotation marks: where another stands, nothing is done. Or `version` in the body.",
      schema: { type: "string", pattern: '^(W/)?"[0-9]+"$' },
    })
  }
  return parameters
}

/** Of a call with a body, the query takes what the body's own key leaves over. */
function isInQuery(route: Route, name: string): boolean {
  if (route.http.method === "GET") return true
  return route.http.body !== undefined && name !== route.http.body && name !== "version"
}

function bodyOf(route: Route): Record<string, unknown> | undefined {
  const schema = route.http.body === undefined ? restOf(route) : (route.properties[route.http.body] ?? {})
  if (schema.properties && Object.keys(schema.properties).length === 0) return undefined
  const isNeeded = route.http.body !== undefined || (schema.required ?? []).length > 0
  return { required: isNeeded, content: { [route.http.consumes ?? "application/json"]: { schema } } }
}

function restOf(route: Route): JsonSchema {
  const inPath = new Set(namesInPath(route))
  const stays = (name: string) => !inPath.has(name) && !(name === "version" && route.http.method === "PATCH")
  const required = route.schemas.flatMap((schema) => schema.required ?? []).filter(stays)
  const properties = Object.fromEntries(Object.entries(route.properties).filter(([name]) => stays(name)))
  return {
    type: "object",
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}

function successOf(route: Route): Record<string, unknown> {
  const { status = 200, contentType, answer, method } = route.http
  const schema = answer ? jsonSchemaOf(answer, "output") : {}
  const content = {
    ...(contentType ? { [contentType]: {} } : { "application/json": { schema } }),
    ...(route.http.tells && { [LINES_TYPE]: {} }),
  }
  const unchanged = method === "GET" ? { "304": { description: "You have it already (If-None-Match)." } } : {}
  return { [status]: { description: "Done.", ...(status === 204 ? {} : { content }) }, ...unchanged }
}

function failuresOf(route: Route, isPublic: boolean): Record<string, unknown> {
  const statuses = [
    400,
    ...(isPublic ? [] : [401, 403]),
    ...(namesInPath(route).length > 0 ? [404] : []),
    ...(route.type === "mutation" ? [409, 413, 415, 422] : []),
    ...(route.properties.version && route.type === "mutation" ? [412] : []),
    ...(route.http.method === "PATCH" ? [428] : []),
  ]
  const known = statuses.map((status) => [String(status), { $ref: "#/components/responses/Problem" }])
  return {
    ...Object.fromEntries(known),
    "429": { $ref: "#/components/responses/TooManyRequests" },
    default: { $ref: "#/components/responses/Problem" },
  }
}

function namesInPath(route: Route): string[] {
  return route.segments.filter((segment) => segment.startsWith("{")).map((segment) => segment.slice(1, -1))
}
