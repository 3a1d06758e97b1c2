import { ACCOUNT_ROLES, type AccountRole } from "../../db/schema/account.ts"

/** Who may call a procedure: everybody, or those signed in with at least this role. */
export type Allowed = "anyone" | AccountRole

/**
 * The one matrix of authorisation: every procedure by its name, and the least role that may call it.
 * A procedure that is not listed here is refused to everybody; a test compares this list with the router.
 */
export const MATRIX: Readonly<Record<string, Allowed>> = {
  "negotiations.list": "anyone",
  "negotiations.get": "anyone",
  "negotiations.setUp": "editor",
  "negotiations.amend": "analyst",
  "negotiations.import": "analyst",
  "imports.preview": "analyst",
  "imports.csv": "analyst",
  "imports.tables": "analyst",
  "imports.template": "analyst",
  "negotiations.export": "anyone",
  "negotiations.exportCsv": "anyone",
  "cast.entries": "analyst",
  "cast.addPerson": "analyst",
  "cast.addOffice": "analyst",
  "cast.editPerson": "editor",
  "cast.mergePeople": "editor",
  "cast.editActor": "editor",
  "cast.editSource": "editor",
  "agenda.editNegotiation": "editor",
  "agenda.editIssue": "editor",
  "agenda.retireIssue": "editor",
  "agenda.splitIssue": "editor",
  "agenda.editOption": "editor",
  "agenda.retireOption": "editor",
  "agenda.splitOption": "editor",
  "agenda.reorder": "editor",
  "agenda.addPoints": "editor",
  "agenda.supersedeProposal": "editor",
  "agenda.moveProposal": "editor",
  "board.read": "anyone",
  "board.compare": "anyone",
  "statements.list": "anyone",
  "statements.get": "anyone",
  "statements.record": "analyst",
  "statements.edit": "analyst",
  "statements.publish": "analyst",
  "statements.correct": "analyst",
  "statements.withdraw": "analyst",
  "statements.preview": "analyst",
  "statements.previewWithdrawal": "analyst",
  "statements.similar": "analyst",
  "statements.addSource": "analyst",
  "clips.create": "analyst",
  "clips.get": "analyst",
  "clips.date": "analyst",
  "clips.source": "analyst",
  "clips.list": "analyst",
  "audit.list": "editor",
  "audit.accounts": "administrator",
  "drafts.list": "analyst",
  "drafts.get": "analyst",
  "drafts.sendToReview": "analyst",
  "drafts.return": "analyst",
  "drafts.comment": "analyst",
  "documents.statements": "analyst",
  "documents.addOutlet": "analyst",
  "conditions.list": "anyone",
  "pairs.list": "anyone",
  "events.list": "anyone",
  "agreements.list": "anyone",
  "changes.list": "anyone",
  "moves.list": "anyone",
  "accounts.me": "anyone",
  "accounts.signInMeans": "anyone",
  "accounts.list": "administrator",
  "accounts.setRole": "administrator",
  "accounts.recover": "administrator",
  "accounts.remove": "administrator",
  "invitations.create": "administrator",
  "invitations.list": "administrator",
  "invitations.end": "administrator",
  "invitations.choosePassword": "anyone",
  "invitations.accept": "anyone",
  "push.key": "anyone",
  "push.renew": "anyone",
  "keys.list": "administrator",
  "keys.create": "administrator",
  "keys.revoke": "administrator",
  // who may do what with a subscription its owner's sign-in or signed link says
  "subscriptions.channels": "anyone",
  "subscriptions.create": "anyone",
  "subscriptions.preview": "anyone",
  "subscriptions.list": "anyone",
  "subscriptions.edit": "anyone",
  "subscriptions.end": "anyone",
  "subscriptions.rotateSecret": "anyone",
  "subscriptions.deliveries": "anyone",
  "subscriptions.readLink": "anyone",
  "subscriptions.confirm": "anyone",
  "subscriptions.stop": "anyone",
  "subscriptions.sendLink": "anyone",
  "subscribers.edit": "anyone",
  "subscribers.renewLinks": "anyone",
  "holds.list": "analyst",
  "holds.stop": "editor",
  "inbox.list": "reader",
  "inbox.count": "reader",
  "inbox.markRead": "reader",
  "deliveries.list": "administrator",
  "deliveries.failing": "administrator",
  "deliveries.resend": "anyone",
  // answers in development alone, where nobody is kept from looking
  "outbox.list": "anyone",
}

/** True where somebody with `role` (null: not signed in) may call the procedure. Roles rise from reader to administrator. */
export function may(role: AccountRole | null, procedure: string): boolean {
  const allowed = MATRIX[procedure]
  if (allowed === undefined) return false
  if (allowed === "anyone") return true
  return role !== null && ACCOUNT_ROLES.indexOf(role) <= ACCOUNT_ROLES.indexOf(allowed)
}

/** Who is acting, as the log records it. */
export interface Actor {
  /** `user:<id>`, `key:<id>` or `system`. */
  id: string
  role: AccountRole
  /** For screens; never sent to readers. */
  name: string
}

/** Editors and administrators keep the agenda and may set a review aside with a recorded reason. */
export function isEditor(actor: Actor): boolean {
  return actor.role === "editor" || actor.role === "administrator"
}
