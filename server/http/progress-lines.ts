import type { IncomingMessage, ServerResponse } from "node:http"
import type { Problem } from "./problem.ts"

export const LINES_TYPE = "application/x-ndjson"

/** A step of a long call; what else it says is the procedure's own. */
export interface Step {
  phase: string
}

/** How often somebody who waits is told of progress. */
const EVERY_MS = 100

/**
 * A long answer in lines: `{"progress": …}` as often as is worth telling, then one `{"answer": …}` or `{"problem": …}`.
 * Nothing is sent before the first progress, so that what is refused at once is refused as ever.
 */
export interface ProgressLines {
  /** Steps that come too fast are not told, but for the first of each phase. */
  tell(progress: Step): void
  /** True once there are lines: then the end has to be a line, too. */
  begun(): boolean
  end(line: { answer: unknown } | { problem: Problem }): void
}

/** True where the caller wants a line for each step. */
export function wantsLines(req: IncomingMessage): boolean {
  return (req.headers.accept ?? "").toLowerCase().includes(LINES_TYPE)
}

export function progressLines(res: ServerResponse): ProgressLines {
  let toldAt = -Infinity
  let phase = ""
  const write = (line: object) => res.write(`${JSON.stringify(line)}\n`)
  return {
    tell(progress) {
      const now = performance.now()
      if ((progress.phase === phase && now - toldAt < EVERY_MS) || res.destroyed) return
      toldAt = now
      phase = progress.phase
      if (!res.headersSent) {
        // a proxy that gathers the answer would keep the progress to itself
        res.writeHead(200, {
          "content-type": LINES_TYPE,
          "cache-control": "no-store",
          "x-accel-buffering": "no",
        })
      }
      write({ progress })
    },
    begun: () => res.headersSent,
    end(line) {
      write(line)
      res.end()
    },
  }
}
