/**
 * What a procedure may answer with when plain JSON is not enough. Everything here concerns the HTTP API only: over tRPC
 * and in-process callers see the value itself.
 */

/** An answer that is no JSON: a CSV export, an archived document. The body is sent as it is. */
export class RawAnswer {
  readonly contentType: string
  readonly body: string | Uint8Array
  readonly headers: Readonly<Record<string, string>>

  constructor(contentType: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
    this.contentType = contentType
    this.body = body
    this.headers = headers
  }
}

export type Gzipped = Uint8Array | (() => Promise<Uint8Array>)

/** JSON that was encoded once for every reader. The HTTP API sends it as it is; tRPC unpacks it. */
export class EncodedJson {
  readonly json: string | Uint8Array
  readonly etag: string
  readonly gzip: Gzipped | undefined

  /** `etag` with its quotation marks, e.g. `"board-17"`. Without `gzip` it is compressed when somebody first asks. */
  constructor(json: string | Uint8Array, etag: string, gzip?: Gzipped) {
    this.json = json
    this.etag = etag
    this.gzip = gzip
  }

  toJSON(): unknown {
    return JSON.parse(typeof this.json === "string" ? this.json : new TextDecoder().decode(this.json))
  }
}

/**
 * Ties an encoding to a value that never changes again, so that the procedure can go on answering with the value (typed,
 * for pages and tRPC) while the HTTP API sends the bytes that are there already.
 */
export function withEncoding<T extends object>(value: T, encoded: EncodedJson): T {
  encodings.set(value, encoded)
  return value
}

export function encodingOf(value: unknown): EncodedJson | undefined {
  if (value instanceof EncodedJson) return value
  return typeof value === "object" && value !== null ? encodings.get(value) : undefined
}

// remembered by the object itself and gone with it: nothing here has to be started or stopped
const encodings = new WeakMap<object, EncodedJson>()
