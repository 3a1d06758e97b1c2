import type { IncomingMessage, ServerResponse } from "node:http"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { RawAnswer } from "./answers.ts"
import type { RequestNote } from "./api.ts"
import { problem, problemOf, problemOfRefusal } from "./problem.ts"
import { sendAnswer, sendProblem } from "./respond.ts"

/** Where archived copies are served, each at its SHA-256. */
export const DOCUMENTS_PREFIX = "/documents"

export interface DocumentsOptions {
  /** The copy, as far as whoever asks may read it. */
  read(
    req: IncomingMessage,
    note: RequestNote,
    sha256: string,
  ): Promise<{ mediaType: string; bytes: Uint8Array; isPublic: boolean } | Refusal>
  report(error: unknown, note: RequestNote): void
}

/**
 * Serves pages that others wrote, byte for byte. In their sandbox nothing runs, nothing is loaded and nothing is sent; they
 * are nobody's origin, so that no cookie of ours is theirs. Only their own inline styles and pictures show.
 */
export function createDocuments(options: DocumentsOptions) {
  return async (req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void> => {
    note.template = `${DOCUMENTS_PREFIX}/{sha256}`
    if (req.method !== "GET" && req.method !== "HEAD") {
      return sendProblem(req, res, problem("method_not_allowed", "Archived copies are read with GET."), {
        allow: "GET, HEAD",
      })
    }
    const sha256 = (req.url ?? "").split("?", 1)[0]?.slice(DOCUMENTS_PREFIX.length + 1) ?? ""
    try {
      const copy = await options.read(req, note, sha256)
      if (isRefusal(copy)) return sendProblem(req, res, problemOfRefusal(copy))
      const headers = {
        ...SANDBOX,
        etag: `"${sha256}"`,
        // what is withdrawn is not to be had for long; what the desk alone may read is kept nowhere
        "cache-control": copy.isPublic ? "public, max-age=3600, immutable" : "private, no-store",
      }
      await sendAnswer(req, res, 200, new RawAnswer(servedAs(copy.mediaType), copy.bytes, headers))
    } catch (error) {
      const answer = problemOf(error)
      if (answer.code === "internal") options.report(error, note)
      if (!res.destroyed) sendProblem(req, res, answer)
    }
  }
}

const SANDBOX = {
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
}

/** Pages as pages, everything else as plain text: what a server once said of its page is not repeated unread. */
function servedAs(mediaType: string): string {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(mediaType)?.[1]
  if (/^text\/html\b|^application\/xhtml\+xml\b/i.test(mediaType)) {
    // without one the page's own `meta` decides, as it did when it was read
    return charset ? `text/html; charset=${charset}` : "text/html"
  }
  return `text/plain; charset=${charset ?? "utf-8"}`
}
