import { readFile } from "node:fs/promises"
import type { Database } from "../db/client.ts"
import { ensureAutomationKey } from "./accounts/automation-key.ts"
import { ensureFirstAdministrator } from "./accounts/first-administrator.ts"
import { importNegotiation } from "./capabilities/import-negotiation.ts"
import type { Actor } from "./capabilities/matrix.ts"
import { negotiationDocumentSchema } from "./domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "./domain/refusal.ts"
import type { Env } from "./env.ts"
import { StartError } from "./http/listen.ts"

const SYSTEM: Actor = { id: "system", role: "administrator", name: "Parley" }

/**
 * What has to be there before anybody comes: the automation's key, an administrator or the way to become one, and the
 * demonstration where there is no negotiation yet. Everything is done once, however often the server starts.
 */
export async function firstStart(
  env: Env,
  db: Database,
): Promise<{
  /** Path of the one-time link, while there is no administrator. A secret: it is printed and never logged. */
  invitationPath: string | null
}> {
  orFail(await ensureAutomationKey(db, env.apiKey))
  const first = orFail(await ensureFirstAdministrator(db, { admin: env.admin }))
  if (env.demo) await loadDemonstration(db)
  return { invitationPath: first.state === "invited" ? first.path : null }
}

async function loadDemonstration(db: Database): Promise<void> {
  const { rows } = await db.$client.query("select 1 from negotiation limit 1")
  if (rows.length > 0) return
  const text = await readFile(new URL("../db/demo/russia-ukraine-2025.json", import.meta.url), "utf8")
  const document = negotiationDocumentSchema.parse(JSON.parse(text))
  orFail(await importNegotiation(db, Date.now, SYSTEM, { document }))
}

function orFail<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new StartError(value.path ? `${value.detail} (${value.path})` : value.detail)
  return value
}
