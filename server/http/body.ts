import type { IncomingMessage, ServerResponse } from "node:http"
import { type Problem, problem } from "./problem.ts"

/** A body that was read, or what is wrong with it. */
export type ReadBody = { ok: true; bytes: Buffer } | { ok: false; problem: Problem }

/** Reads a body of at most `maxBytes`. Of a larger one no more is kept in memory than that. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const declared = Number(req.headers["content-length"] ?? 0)
  if (declared > maxBytes) return { ok: false, problem: tooLarge(maxBytes) }
  const encoding = req.headers["content-encoding"]
  if (encoding !== undefined && encoding !== "identity") {
    return { ok: false, problem: problem("unsupported_media_type", "Send the body uncompressed.") }
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > maxBytes) return { ok: false, problem: tooLarge(maxBytes) }
    chunks.push(bytes)
  }
  return { ok: true, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }
}

/** The JSON in a body, or what is wrong with it. An empty body is `undefined`. */
export function parseJson(
  bytes: Buffer,
  contentType: string | undefined,
): { ok: true; value: unknown } | { ok: false; problem: Problem } {
  if (bytes.length === 0) return { ok: true, value: undefined }
  if (!isJson(contentType)) {
    return {
      ok: false,
      problem: problem("unsupported_media_type", "Send JSON, with Content-Type: application/json."),
    }
  }
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes)) }
  } catch (error) {
    return { ok: false, problem: problem("invalid", whyNot(error)) }
  }
}

/**
 * Ends a request whose body nobody will read. The answer goes out at once; what still comes is thrown away for a while,
 * since a connection that is cut while the other side is sending takes the answer with it.
 */
export function finishUnread(req: IncomingMessage, res: ServerResponse, body: string): void {
  res.setHeader("connection", "close")
  res.setHeader("content-length", Buffer.byteLength(body))
  if (req.complete || req.method === "HEAD") return void res.end(body)
  res.write(body)
  let discarded = 0
  const finish = () => {
    clearTimeout(patience)
    req.off("data", count)
    res.end()
  }
  const patience = setTimeout(finish, LINGER_MS)
  const count = (chunk: Buffer) => {
    discarded += chunk.length
    if (discarded > LINGER_BYTES) finish()
  }
  req.on("data", count)
  req.once("end", finish)
  req.once("close", finish)
}

const LINGER_MS = 10_000
const LINGER_BYTES = 256 * 1_048_576

const utf8 = new TextDecoder("utf-8", { fatal: true })

function tooLarge(maxBytes: number): Problem {
  const limit =
    maxBytes >= 1_048_576 ? `${Math.floor(maxBytes / 1_048_576)} MB` : `${Math.floor(maxBytes / 1024)} kB`
  return problem("too_large", `The body may have ${limit} at most. Send less at once.`)
}

function isJson(contentType: string | undefined): boolean {
  const [type, ...params] = (contentType ?? "").toLowerCase().split(";")
  const charset = params.map((param) => param.trim()).find((param) => param.startsWith("charset="))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) return false
  return /^application\/(json|[a-z0-9.+-]+\+json)$/.test(type?.trim() ?? "")
}

/** Says where the JSON breaks, without quoting it. */
function whyNot(error: unknown): string {
  if (error instanceof TypeError) return "The body is not UTF-8 text."
  const at = error instanceof Error ? /\(line (\d+) column (\d+)\)/.exec(error.message) : null
  return at
    ? `The body is not valid JSON: look at line ${at[1]}, column ${at[2]}.`
    : "The body is not valid JSON."
}
