import type { Readable, Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib"
import { type Refusal, refuse } from "../domain/refusal.ts"

/**
 * Reads a body, decompressed, of at most `maxBytes` before and after that; no more than that is ever held. What it cannot
 * decompress, or what breaks off, is refused.
 */
export async function readLimited(
  stream: Readable,
  headers: ReadonlyMap<string, string>,
  { host, maxBytes }: { host: string; maxBytes: number },
): Promise<Buffer | Refusal> {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() || "identity"
  const decompress = DECOMPRESS.get(encoding)
  const tooLarge = refuse(
    "too_large",
    `${host} answered with more than ${sizeOf(maxBytes)}, which is not taken.`,
  )
  if (encoding !== "identity" && !decompress) {
    stream.destroy()
    return refuse("unreadable_encoding", `${host} compresses its answer in a way that is not known here.`)
  }
  if (Number(headers.get("content-length") ?? 0) > maxBytes) {
    stream.destroy()
    return tooLarge
  }
  const chunks: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of limited(source, maxBytes)) chunks.push(chunk)
  }
  try {
    if (decompress) await pipeline(stream, (source) => limited(source, maxBytes), decompress(), collect)
    else await pipeline(stream, collect)
    return Buffer.concat(chunks)
  } catch (error) {
    if (error === TOO_LARGE) return tooLarge
    if (!isOfZlib(error)) throw error
    return refuse("unreadable_encoding", `What ${host} answered cannot be decompressed.`)
  }
}

const TOO_LARGE = new Error("The body is larger than its limit.")

/** By the name of the encoding (RFC 9110). */
const DECOMPRESS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
])

async function* limited(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > maxBytes) throw TOO_LARGE
    yield chunk
  }
}

function isOfZlib(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    /^(Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)/.test(String(error.code))
  )
}

function sizeOf(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} kB`
}
