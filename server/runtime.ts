import type { IncomingHttpHeaders } from "node:http"
import type { Logger } from "pino"
import type { Database } from "../db/client.ts"
import type { PublicEnv } from "./env.ts"

/**
 * The running parts of the server. `server/main.ts` makes them once; nothing else opens anything. Procedures get them in
 * their context.
 */
export interface RuntimeParts {
  db: Database
  env: PublicEnv
  log: Logger
}

/** What Next's pages get: the parts, and a caller that acts for whoever sent the request. */
export interface Runtime<Caller = unknown> extends RuntimeParts {
  createCaller(headers: Headers | IncomingHttpHeaders): Promise<Caller>
}
