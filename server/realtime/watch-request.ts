import { z } from "zod"
import { idSchema, slugSchema } from "../domain/negotiation-document.ts"
import { type RefusalCode, refuse } from "../domain/refusal.ts"
import { EncodedPacket } from "./encoded-packet.ts"
import type { CatchUp } from "./live-boards.ts"
import type { Present } from "./presence.ts"

/** What a socket is answered where it is refused; `unavailable` passes, and asking again is right. */
export interface SocketRefusal {
  error: { code: RefusalCode | "unavailable"; path?: string; detail: string }
}

const watchSchema = z.strictObject({
  negotiation: slugSchema,
  after: z
    .strictObject(
      { epoch: z.string().min(1).max(100), seq: z.int().min(0) },
      "Give the epoch and the seq that you hold.",
    )
    .optional(),
})
const unwatchSchema = z.strictObject({ negotiation: slugSchema })
const draftSchema = z.strictObject({ negotiation: slugSchema, statement: idSchema })

export type WatchRequest = z.infer<typeof watchSchema>

export function parseWatch(input: unknown): WatchRequest | SocketRefusal {
  return parse(watchSchema, input)
}

export function parseUnwatch(input: unknown): z.infer<typeof unwatchSchema> | SocketRefusal {
  return parse(unwatchSchema, input)
}

/** Which draft is entered or left. */
export function parseDraft(input: unknown): z.infer<typeof draftSchema> | SocketRefusal {
  return parse(draftSchema, input)
}

export function refusal(code: SocketRefusal["error"]["code"], detail: string, path?: string): SocketRefusal {
  return { error: { code, ...(path && { path }), detail } }
}

/** A private negotiation and one that is not there are told apart by nobody who may not read it. */
export function notFound(slug: string): SocketRefusal {
  const { code, detail } = refuse("not_found", `There is no negotiation "${slug}".`)
  return refusal(code, detail, "negotiation")
}

/** The answer to `watch`: what was missed, or that the board is to be read again. */
export function watchAnswer({ epoch, seq, missed }: CatchUp): EncodedPacket {
  const head = `{"epoch":${JSON.stringify(epoch)},"seq":${seq}`
  if (!missed) return new EncodedPacket(`${head},"resync":true}`)
  return new EncodedPacket(`${head},"changes":[${missed.map((change) => change.json).join(",")}]}`)
}

/** The answer to `desk:watch`: the same for the desk's stream, and who is in which draft. */
export function deskAnswer(caughtUp: CatchUp, present: Present[]): EncodedPacket {
  const { json } = watchAnswer(caughtUp)
  return new EncodedPacket(`${json.slice(0, -1)},"present":${JSON.stringify(present)}}`)
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T | SocketRefusal {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refusal(
    "invalid",
    issue?.message ?? "This is no request to watch a negotiation.",
    issue?.path.join("."),
  )
}
