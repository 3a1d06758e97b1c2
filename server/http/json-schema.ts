import { z } from "zod"

/** JSON Schema as far as we read it ourselves. */
export interface JsonSchema {
  type?: string | undefined
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
  [keyword: string]: unknown
}

/** What a validator takes, as JSON Schema 2020-12. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output" = "input"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
  return read(rest)
}

/** The kinds of JSON value that a schema lets through, looking into its alternatives. */
export function typesOf(schema: JsonSchema): Set<string> {
  const types = new Set<string>(schema.type === undefined ? [] : [schema.type])
  for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    for (const type of typesOf(inner)) types.add(type)
  }
  for (const value of Array.isArray(schema.enum) ? schema.enum : []) types.add(typeof value)
  if ("const" in schema) types.add(typeof schema.const)
  return types
}

/** The schema of a list's entries. */
export function itemsOf(schema: JsonSchema): JsonSchema {
  if (schema.items) return schema.items
  const inside = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(itemsOf)
  return inside.find((items) => Object.keys(items).length > 0) ?? {}
}

/** Input of several validators, one after another, as one object. */
export function mergedProperties(schemas: readonly JsonSchema[]): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = {}
  for (const schema of schemas) {
    Object.assign(properties, schema.properties)
    Object.assign(properties, mergedProperties(schema.allOf ?? []))
  }
  return properties
}

function read(value: unknown): JsonSchema {
  return isSchema(value) ? value : {}
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
