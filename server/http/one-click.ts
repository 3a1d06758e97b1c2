import type { IncomingMessage, ServerResponse } from "node:http"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { RequestNote } from "./api.ts"
import { readBody } from "./body.ts"
import { problem, problemOf, problemOfRefusal } from "./problem.ts"
import { sendProblem } from "./respond.ts"

/** Where the page of a stop link lies; a POST to the same address ends what it names. */
export const STOP_PREFIX = "/alerts/stop"

const MOST_BYTES = 4_096

/**
 * Takes `List-Unsubscribe=One-Click` from mail programs and from the page's own form (RFC 8058). The link is the right to
 * do it: neither cookie nor Origin is asked for, and nothing else can be done with it. Reading the address changes nothing.
 */
export function createOneClick({
  stop,
  report,
}: {
  stop: (token: string) => Promise<{ ended: number } | Refusal>
  report: (error: unknown, note: RequestNote) => void
}) {
  return async (req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void> => {
    note.template = `${STOP_PREFIX}/{token}`
    const pathname = (req.url ?? "").split("?", 1)[0] ?? ""
    try {
      const body = await readBody(req, MOST_BYTES)
      if (!body.ok) return sendProblem(req, res, body.problem)
      if (!/List-Unsubscribe["\s=]+One-Click/i.test(body.bytes.toString("latin1")))
        return sendProblem(req, res, problem("invalid", "Send List-Unsubscribe=One-Click as the body."))
      const done = await stop(pathname.slice(STOP_PREFIX.length + 1))
      if (isRefusal(done)) return sendProblem(req, res, problemOfRefusal(done))
      const isForm = req.headers.accept?.includes("text/html") ?? false
      res.writeHead(isForm ? 303 : 200, {
        "cache-control": "no-store",
        ...(isForm ? { location: `${pathname}?done=1` } : { "content-type": "text/plain; charset=utf-8" }),
      })
      res.end(isForm ? "" : "Ended. Nothing more is sent.")
    } catch (error) {
      const answer = problemOf(error)
      if (answer.code === "internal") report(error, note)
      if (!res.destroyed) sendProblem(req, res, answer)
    }
  }
}
