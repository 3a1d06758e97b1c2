import { eq } from "drizzle-orm"
import { type Database, inTransaction } from "../../db/client.ts"
import { type AccountRole, user } from "../../db/schema/account.ts"
import { holdAuthority, outranks } from "../accounts/authority.ts"
import { type IssuedInvitation, issueInvitation } from "../accounts/invitations.ts"
import { normaliseEmail } from "../accounts/people.ts"
import type { Mailer } from "../delivery/send-mail.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"

const LINK_HOURS = 7 * 24

export interface CreateInvitationInput {
  role: AccountRole
  /** Where it is given, only this address can be used with the link. */
  email?: string | undefined
  /** True where the link is to be mailed to that address. */
  mail?: boolean | undefined
}

export interface CreatedInvitation extends IssuedInvitation {
  role: AccountRole
  email: string | null
  /** Whether the link went out by mail; null where nobody asked for that. */
  mailed: boolean | null
}

/**
 * Makes a one-time link for one new account, and mails it where that is asked for. The link is returned this once and kept
 * nowhere. A mail that cannot be sent leaves the link good: it can be handed over in another way.
 */
export async function createInvitation(
  db: Database,
  actor: Actor,
  input: CreateInvitationInput,
  mailer: Mailer | null = null,
): Promise<CreatedInvitation | Refusal> {
  const made = await issue(db, actor, input)
  if (isRefusal(made) || !input.mail || made.email === null) return made
  const link = `${mailer?.origin}${made.path}`
  const sent = await mailer?.send(invitationMail({ ...made, to: made.email, from: actor.name, link }))
  return { ...made, mailed: sent?.verdict === "delivered" }
}

function invitationMail(about: {
  to: string
  from: string
  role: AccountRole
  link: string
  expiresAt: Date
}) {
  const until = about.expiresAt.toISOString().slice(0, 16).replace("T", ", ")
  return {
    to: about.to,
    subject: `${about.from} invites you to Parley as ${about.role}`,
    text: [
      `${about.from} invites you to work at this desk as ${about.role}:`,
      about.link,
      `The link makes one account, for this address alone, and is good until ${until} UTC. Whoever opens it first has the account: do not pass it on.`,
      "If you did not expect this, leave the link alone; nothing happens without it.",
    ].join("\n\n"),
  }
}

async function issue(
  db: Database,
  actor: Actor,
  input: CreateInvitationInput,
): Promise<CreatedInvitation | Refusal> {
  const wanted = input.email?.trim() ?? ""
  const email = wanted === "" ? null : normaliseEmail(wanted)
  if (input.mail && wanted === "") {
    return refuse("invalid", "Say to which e-mail address the link is to be sent.", "email")
  }
  if (wanted !== "" && email === null) {
    return refuse("invalid", "Enter an e-mail address, such as name@example.org, or leave it empty.", "email")
  }
  return await inTransaction(db, async (tx) => {
    const authority = await holdAuthority(tx, actor)
    if (authority === null) return refuse("not_signed_in", "Your account or key has been removed.")
    if (outranks(input.role, authority)) {
      return refuse("not_allowed", "You can invite to your own role and to those below it.", "role")
    }
    if (email !== null && (await tx.$count(user, eq(user.email, email))) > 0) {
      return refuse(
        "already_exists",
        "This e-mail address has an account. Change its role under People.",
        "email",
      )
    }
    const issued = await issueInvitation(tx, {
      role: input.role,
      email,
      createdBy: actor.id,
      hours: LINK_HOURS,
    })
    return { ...issued, role: input.role, email, mailed: null }
  })
}
