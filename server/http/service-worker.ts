import { readFile } from "node:fs/promises"
import type { IncomingMessage, ServerResponse } from "node:http"
import { problem } from "./problem.ts"
import { sendProblem, sendText } from "./respond.ts"

/** Where the service worker lies: at the root, so that the whole site is its own. */
export const SERVICE_WORKER_PATH = "/sw.js"

/**
 * Serves the service worker as it stands in app/sw.js. Browsers look for a newer one by themselves; nothing on the way may
 * keep an old one. It loads nothing, and asks this site alone.
 */
export async function sendServiceWorker(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method !== "GET" && req.method !== "HEAD") {
    return sendProblem(req, res, problem("method_not_allowed", "Read this with GET."), { allow: "GET, HEAD" })
  }
  res.setHeader("cache-control", "no-cache")
  res.setHeader("content-security-policy", "default-src 'none'; img-src 'self'; connect-src 'self'")
  await sendText(req, res, 200, "text/javascript; charset=utf-8", await readFile(SCRIPT))
}

const SCRIPT = new URL("../../app/sw.js", import.meta.url)
