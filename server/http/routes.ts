import type { AnyProcedure, AnyRouter } from "@trpc/server"
import { z } from "zod"
import { type JsonSchema, jsonSchemaOf, mergedProperties } from "./json-schema.ts"
import type { HttpMeta } from "./meta.ts"

/** A procedure that can be reached over HTTP. */
export interface Route {
  /** The procedure's name in the router and in the matrix, e.g. `board.read`. */
  name: string
  http: HttpMeta
  procedure: AnyProcedure
  type: "query" | "mutation"
  /** Path template split at its slashes. */
  segments: string[]
  schemas: JsonSchema[]
  /** Keys of the input and what each takes. */
  properties: Record<string, JsonSchema>
  maxBytes: number
}

export interface RouteTable {
  routes: Route[]
  /** By method, where the path is known; `params` are still as they stand in the path, percent signs and all. */
  find(pathname: string): { byMethod: Map<string, Route>; params: Record<string, string> } | undefined
}

export const MEGABYTE = 1_048_576

/** Reads out of the router which procedures are reached over HTTP, and how. */
export function routeTable(router: AnyRouter): RouteTable {
  const routes = procedures(router).flatMap(([name, procedure]) => {
    const http = httpOf(procedure)
    return http ? [routeOf(name, procedure, http)] : []
  })
  const patterns = patternsOf(routes)
  return { routes, find: (pathname) => find(patterns, pathname.split("/").slice(1)) }
}

/** Every procedure of a router with its full name. */
export function procedures(router: AnyRouter): [string, AnyProcedure][] {
  const record: Record<string, unknown> = router._def.procedures
  return Object.entries(record).filter((entry): entry is [string, AnyProcedure] => isProcedure(entry[1]))
}

interface Pattern {
  segments: string[]
  byMethod: Map<string, Route>
}

function routeOf(name: string, procedure: AnyProcedure, http: HttpMeta): Route {
  const type = procedure._def.type
  if (type === "subscription") throw new Error(`${name} is a subscription and cannot be reached over HTTP.`)
  const parsers: unknown[] = procedure._def.inputs
  const schemas = parsers.map((parser) => (parser instanceof z.ZodType ? jsonSchemaOf(parser) : {}))
  const properties = mergedProperties(schemas)
  const segments = http.path.split("/").slice(1)
  for (const param of segments.filter(isParam).map(nameOf)) {
    if (!properties[param])
      throw new Error(`${name} has {${param}} in its path and no such key in its input.`)
  }
  const maxBytes = http.maxBytes ?? (/\/import(\.csv|\/\w+)?$/.test(http.path) ? 50 * MEGABYTE : MEGABYTE)
  return { name, http, procedure, type, segments, schemas, properties, maxBytes }
}

function patternsOf(routes: Route[]): Pattern[] {
  const patterns = new Map<string, Pattern>()
  for (const route of routes) {
    const key = route.segments.map((segment) => (isParam(segment) ? "{}" : segment)).join("/")
    const pattern = patterns.get(key) ?? { segments: route.segments, byMethod: new Map<string, Route>() }
    const other = pattern.byMethod.get(route.http.method)
    if (other) throw new Error(`${other.name} and ${route.name} have the same method and path.`)
    pattern.byMethod.set(route.http.method, route)
    patterns.set(key, pattern)
  }
  // the more that is written out, the earlier it is tried
  return [...patterns.values()].toSorted((a, b) => params(a) - params(b))
}

function params(pattern: Pattern): number {
  return pattern.segments.filter(isParam).length
}

function find(patterns: Pattern[], segments: string[]): ReturnType<RouteTable["find"]> {
  for (const { segments: wanted, byMethod } of patterns) {
    if (wanted.length !== segments.length) continue
    if (!wanted.every((part, i) => (isParam(part) ? segments[i] !== "" : part === segments[i]))) continue
    const found = wanted.flatMap((part, i) =>
      isParam(part) ? [[nameOf(part), segments[i] ?? ""] as const] : [],
    )
    return { byMethod, params: Object.fromEntries(found) }
  }
  return undefined
}

function isParam(segment: string): boolean {
  return segment.startsWith("{")
}

function nameOf(segment: string): string {
  return segment.slice(1, -1)
}

function isProcedure(value: unknown): value is AnyProcedure {
  return typeof value === "function" && "_def" in value
}

function httpOf(procedure: AnyProcedure): HttpMeta | undefined {
  const meta: unknown = procedure._def.meta
  return hasHttp(meta) ? meta.http : undefined
}

/** The builder of procedures checks the type of `meta`; here it only has to be told from none. */
function hasHttp(meta: unknown): meta is { http: HttpMeta } {
  return typeof meta === "object" && meta !== null && "http" in meta && typeof meta.http === "object"
}
