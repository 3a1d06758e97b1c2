import type { Database } from "../../db/client.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { idOf } from "../domain/slug.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { optionHere, ownPath, takenIds } from "./read-agenda-entry.ts"

/** The options that an act on the agenda made. */
export interface MadeOptions {
  made: string[]
}

/**
 * Splits an option that turned out to be several: new ones are made under the same issue, and the old one is closed with the
 * date and says what it was split into. What was coded on it stays there, in public, until an analyst corrects it to one of
 * the new ones: which of them was meant is for a person to judge.
 */
export async function splitOption(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; on: string; into: string[] },
): Promise<(MadeOptions & AgendaState) | Refusal> {
  return commitAgenda<MadeOptions>(db, clock, actor, input.slug, async (tx, locked) => {
    const option = optionHere(locked, input.id)
    if (isRefusal(option)) return option
    const taken = await takenIds(tx, locked, "option")
    const made = input.into.map((text) => {
      const id = idOf(text, taken, "option")
      taken.push(id)
      return { id, issue: option.issue, text, closed: null }
    })
    const { id, issue } = option
    const old = { id, issue, text: splitText(option.text, input.into), closed: input.on }
    const written = await keepAgenda(tx, locked, { options: [old, ...made] }, true)
    if (isRefusal(written)) return ownPath(written, "options[0].", { closed: "on" })
    return { result: { made: made.map((one) => one.id) } }
  })
}

const LONGEST = 500

/** "A truce (split into “A truce on land” and “A truce at sea”)", each part cut where the whole would be too long. */
export function splitText(text: string, into: string[]): string {
  const write = (cut: (part: string) => string) => {
    const parts = into.map((part) => `“${cut(part)}”`)
    const listed = `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`
    return `${cut(text)} (split into ${listed})`
  }
  const whole = write((part) => part)
  if (whole.length <= LONGEST) return whole
  const room = Math.floor((LONGEST - write(() => "").length) / (into.length + 1)) - 1
  return write((part) => (part.length > room ? `${part.slice(0, room).trimEnd()}…` : part))
}
