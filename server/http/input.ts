import type { IncomingHttpHeaders } from "node:http"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { itemsOf, type JsonSchema, typesOf } from "./json-schema.ts"
import type { Route } from "./routes.ts"

export interface RequestParts {
  /** Out of the path, still percent-encoded. */
  params: Record<string, string>
  query: URLSearchParams
  /** Parsed JSON; undefined where there was no body. */
  body: unknown
  headers: IncomingHttpHeaders
}

/** What has to be known of a route to read its input. */
export type InputRoute = Pick<Route, "http" | "segments" | "properties">

/**
 * The procedure's input out of a request: parameters of the path, the query (given the types that the validator takes),
 * the body, and the version of `If-Match`. Nothing is overridden in silence: what is said twice has to agree.
 */
export function inputOf(
  route: InputRoute,
  parts: RequestParts,
): { input: Record<string, unknown> } | Refusal {
  const input = new Map<string, unknown>()
  for (const [name, raw] of Object.entries(parts.params)) {
    const value = decoded(raw)
    if (value === undefined) return refuse("invalid", "This part of the address is not valid UTF-8.", name)
    input.set(name, coerced([value], route.properties[name] ?? {}))
  }
  const refusal =
    addQuery(input, route, parts.query) ??
    (route.http.method === "GET" ? undefined : addBody(input, route, parts.body)) ??
    addVersion(input, route, parts.headers["if-match"])
  return refusal ?? { input: Object.fromEntries(input) }
}

function addQuery(
  input: Map<string, unknown>,
  route: InputRoute,
  query: URLSearchParams,
): Refusal | undefined {
  for (const name of new Set(query.keys())) {
    const schema = Object.hasOwn(route.properties, name) ? route.properties[name] : undefined
    if (!schema || name === route.http.body || input.has(name)) {
      return refuse(
        "invalid",
        `There is no parameter "${name.slice(0, 100)}" here.${knownNames(route)}`,
        name,
      )
    }
    const values = query.getAll(name).filter((value) => value !== "")
    if (values.length > 1 && !typesOf(schema).has("array")) {
      return refuse("invalid", "Give this parameter once.", name)
    }
    if (values.length > 0) input.set(name, coerced(values, schema))
  }
  return undefined
}

function knownNames(route: InputRoute): string {
  if (route.http.method !== "GET") return ""
  const names = Object.keys(route.properties).filter((name) => !route.segments.includes(`{${name}}`))
  return names.length === 0 ? "" : ` Known are ${names.join(", ")}.`
}

function addBody(input: Map<string, unknown>, route: InputRoute, body: unknown): Refusal | undefined {
  if (route.http.body !== undefined) {
    const wanted = route.http.consumes ? "the text of the file" : "one JSON object"
    if (body === undefined) return refuse("invalid", `Send a body: ${wanted}.`)
    input.set(route.http.body, body)
    return undefined
  }
  if (body === undefined) return undefined
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refuse("invalid", "The body has to be one JSON object.")
  }
  for (const [name, value] of Object.entries(body)) {
    if (input.has(name) && input.get(name) !== value) {
      return refuse("invalid", "The address says otherwise. Leave it out here.", name)
    }
    if (name === "version" && takesIfMatch(route)) {
      return refuse("invalid", 'The version goes into the header If-Match: "<version>".', name)
    }
    input.set(name, value)
  }
  return undefined
}

function addVersion(
  input: Map<string, unknown>,
  route: InputRoute,
  header: string | undefined,
): Refusal | undefined {
  if (!route.properties.version) return undefined
  if (header === undefined) {
    if (!takesIfMatch(route)) return undefined
    return refuse(
      "version_required",
      'Say which version you have edited, with the header If-Match: "<version>".',
    )
  }
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header)?.[1]
  if (version === undefined) {
    return refuse(
      "invalid",
      'Write the version as a number in quotation marks, e.g. If-Match: "3".',
      "If-Match",
    )
  }
  input.set("version", Number(version))
  return undefined
}

function takesIfMatch(route: InputRoute): boolean {
  return route.http.method === "PATCH" && route.properties.version !== undefined
}

/** Text of a query as the kind of value that the schema takes; what cannot be read so stays text, to be refused. */
function coerced(values: string[], schema: JsonSchema): unknown {
  const types = typesOf(schema)
  const [value = ""] = values
  if (types.has("array") && (values.length > 1 || !types.has("string"))) {
    return values.map((each) => coerced([each], itemsOf(schema)))
  }
  if (types.has("string")) return value
  if (types.has("boolean") && /^(true|1|false|0)$/.test(value)) return value === "true" || value === "1"
  if ((types.has("number") || types.has("integer")) && /^-?\d{1,15}(\.\d{1,15})?$/.test(value))
    return Number(value)
  return value
}

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw)
  } catch {
    return undefined
  }
}
