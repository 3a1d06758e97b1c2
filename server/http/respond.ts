import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import { type EncodedJson, encodingOf, RawAnswer } from "./answers.ts"
import { finishUnread } from "./body.ts"
import type { Problem } from "./problem.ts"

/** Answers with whatever a procedure returned: an encoded, a raw or an ordinary value. `undefined` is 204. */
export async function sendAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  value: unknown,
): Promise<void> {
  if (!res.hasHeader("cache-control")) res.setHeader("cache-control", "private, no-cache")
  if (value instanceof RawAnswer) return sendRaw(req, res, status, value)
  const encoded = encodingOf(value)
  if (encoded) {
    res.setHeader("etag", encoded.etag)
    if (matches(req.headers["if-none-match"], encoded.etag)) return void res.writeHead(304).end()
    return sendEncoded(req, res, status, encoded)
  }
  if (value === undefined) return void res.writeHead(status === 200 ? 204 : status).end()
  await sendText(req, res, status, "application/json; charset=utf-8", JSON.stringify(value))
}

/** Answers with a problem. A body that nobody has read is thrown away first, within reason. */
export function sendProblem(
  req: IncomingMessage,
  res: ServerResponse,
  problem: Problem,
  headers: Record<string, string> = {},
): void {
  if (res.headersSent) return void res.destroy()
  res.statusCode = problem.status
  for (const name of ["etag", "content-encoding", "vary"]) res.removeHeader(name)
  res.setHeader("content-type", "application/problem+json; charset=utf-8")
  res.setHeader("cache-control", "no-store")
  if (problem.status === 401) res.setHeader("www-authenticate", 'Bearer realm="Parley"')
  if (problem.status === 503) res.setHeader("retry-after", "2")
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  const body = JSON.stringify(problem)
  const unread = !req.complete && hasBody(req)
  if (unread && (problem.status === 413 || Number(req.headers["content-length"] ?? Infinity) > 65_536)) {
    finishUnread(req, res, body)
  } else {
    res.setHeader("content-length", Buffer.byteLength(body))
    res.end(body)
  }
}

/** True where a request announces a body. */
export function hasBody(req: IncomingMessage): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0
}

/** Short answers are not worth the work. */
const COMPRESS_FROM_BYTES = 1024
const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }

/** For documents that others wrote: nothing in them runs, and they are nobody's origin. */
const SANDBOX = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

/** Answers with text, compressed where that is worth it and accepted. */
export async function sendText(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  contentType: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content
  res.setHeader("content-type", contentType)
  if (bytes.length < COMPRESS_FROM_BYTES) return finish(res, status, bytes)
  res.setHeader("vary", "accept-encoding")
  const accepted = req.headers["accept-encoding"] ?? ""
  if (accepts(accepted, "br")) return finish(res, status, await brotliAsync(bytes, BROTLI), "br")
  if (accepts(accepted, "gzip")) return finish(res, status, await gzipAsync(bytes, { level: 3 }), "gzip")
  finish(res, status, bytes)
}

async function sendEncoded(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  encoded: EncodedJson,
): Promise<void> {
  res.setHeader("content-type", "application/json; charset=utf-8")
  res.setHeader("vary", "accept-encoding")
  if (accepts(req.headers["accept-encoding"] ?? "", "gzip")) {
    const ready = encoded.gzip ?? (() => compressedOnce(encoded))
    return finish(res, status, typeof ready === "function" ? await ready() : ready, "gzip")
  }
  finish(res, status, typeof encoded.json === "string" ? Buffer.from(encoded.json) : encoded.json)
}

async function sendRaw(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  raw: RawAnswer,
): Promise<void> {
  if (/html|xml|svg/.test(raw.contentType)) res.setHeader("content-security-policy", SANDBOX)
  for (const [name, value] of Object.entries(raw.headers)) res.setHeader(name, value)
  if (isUnchanged(req.headers, raw.headers)) return void res.writeHead(304).end()
  if (/^text\/|json|xml/.test(raw.contentType)) return sendText(req, res, status, raw.contentType, raw.body)
  res.setHeader("content-type", raw.contentType)
  finish(res, status, typeof raw.body === "string" ? Buffer.from(raw.body) : raw.body)
}

function finish(res: ServerResponse, status: number, bytes: Uint8Array, encoding?: "br" | "gzip"): void {
  if (encoding) res.setHeader("content-encoding", encoding)
  res.setHeader("content-length", bytes.length)
  res.statusCode = status
  res.end(bytes)
}

/** However many ask at once, one board is compressed once. */
function compressedOnce(encoded: EncodedJson): Promise<Uint8Array> {
  const known = compressed.get(encoded)
  if (known) return known
  const work = gzipAsync(encoded.json)
  compressed.set(encoded, work)
  return work
}
const compressed = new WeakMap<EncodedJson, Promise<Uint8Array>>()

function accepts(header: string, encoding: string): boolean {
  return header
    .toLowerCase()
    .split(",")
    .some((part) => {
      const [name, ...params] = part.split(";").map((piece) => piece.trim())
      return name === encoding && !params.some((param) => /^q=0(\.0+)?$/.test(param))
    })
}

/** The tag decides; the date is asked only where the client has sent no tag (RFC 9110, 13.2.2). */
function isUnchanged(asked: IncomingHttpHeaders, { etag, "last-modified": modified }: RawAnswer["headers"]) {
  if (asked["if-none-match"] !== undefined) return etag !== undefined && matches(asked["if-none-match"], etag)
  const since = asked["if-modified-since"]
  return since !== undefined && modified !== undefined && Date.parse(modified) <= Date.parse(since)
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "")
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((tag) => opaque(tag) === opaque(etag))
}
