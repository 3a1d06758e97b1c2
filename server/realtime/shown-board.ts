import { createHash } from "node:crypto"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import { type Board, withStaleness } from "../domain/board.ts"

/** The board of now in the form in which it is sent: encoded once, and given to everybody. */
export interface EncodedBoard {
  seq: number
  /** Weak validator for `ETag`. */
  etag: string
  json: string
  /** The same, compressed; made when it is first asked for. */
  gzip: () => Promise<Buffer>
}

export interface ShownBoard {
  /** The live board that it was made of. */
  of: Board
  board: Board
  /** Until this instant (epoch ms) nothing on it goes stale that is not so already. */
  until: number
  encoded: () => EncodedBoard
}

const compress = promisify(gzip)

/** A board as it is shown at `now`: with the age of its cells. Encoding and compressing wait until somebody asks. */
export function showBoard(live: Board, now: number): ShownBoard {
  const board = withStaleness(live, now)
  let encoded: EncodedBoard | undefined
  return { of: live, board, until: nextStaling(board, now), encoded: () => (encoded ??= encode(board)) }
}

function nextStaling(board: Board, now: number): number {
  let until = Infinity
  for (const issue of board.issues) {
    for (const option of issue.options) {
      for (const { staleFrom } of option.cells) {
        const at = staleFrom === null ? Infinity : Date.parse(staleFrom)
        if (at > now && at < until) until = at
      }
    }
  }
  return until
}

function encode(board: Board): EncodedBoard {
  const json = JSON.stringify(board)
  const digest = createHash("sha256").update(json).digest("base64url").slice(0, 22)
  let compressed: Promise<Buffer> | undefined
  return {
    seq: board.seq,
    etag: `W/"${digest}"`,
    json,
    gzip: () => (compressed ??= compress(json, { level: 6 })),
  }
}
