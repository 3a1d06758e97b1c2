import type { z } from "zod"

/** How a procedure is reached over HTTP, below `/api/v1`; a procedure without it is reached over tRPC only. */
export interface HttpMeta {
  method: "GET" | "POST" | "PATCH"
  /** Path template, e.g. `/negotiations/{slug}/board`; what stands in braces goes into the input under that name. */
  path: string
  /** One line for the description of the API. */
  summary: string
  description?: string
  /** Status of success; 200 without it. */
  status?: 200 | 201 | 202 | 204
  /**
   * The input's key that takes the whole body. Without it the body's own keys are keys of the input.
   * Paths in refusals count from the body either way.
   */
  body?: string
  /** Largest body in bytes; 1 MB without it, 50 MB for imports. */
  maxBytes?: number
  /** What it answers, for the description. */
  answer?: z.ZodType
  /** Where it answers something else than JSON. */
  contentType?: string
  /** With `body`: the body is the text of a file of this type, and no JSON. */
  consumes?: "text/csv"
  /** It may take long: whoever accepts `application/x-ndjson` gets a line for each step, and the answer as the last. */
  tells?: boolean
}

export interface Meta {
  http?: HttpMeta
}
