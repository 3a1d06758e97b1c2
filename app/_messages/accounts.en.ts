import { count } from "./en.ts"

/** Every string of the screens for accounts, in English. */

export const roles = {
  names: { administrator: "Administrator", editor: "Editor", analyst: "Analyst", reader: "Reader" },
  /** After "as": "You are invited as an analyst". */
  withArticle: {
    administrator: "an administrator",
    editor: "an editor",
    analyst: "an analyst",
    reader: "a reader",
  },
  may: {
    administrator: "Does all that an editor does, invites and removes people, sets roles and makes API keys.",
    editor:
      "Does all that an analyst does, sets up negotiations and their agenda, and may publish without a second person for a recorded reason.",
    analyst: "Logs statements with their sources, publishes, corrects and withdraws them.",
    reader: "Signs in to read. Logs and changes nothing.",
  },
} as const

export const signIn = {
  heading: "Sign in",
  standfirst: "For those who work at the desk. Reading the boards needs no account.",
  email: "E-mail address",
  password: "Password",
  submit: "Sign in",
  working: "Signing in",
  noAccount: "Accounts are made by invitation. Ask an administrator for a link.",
  forgotten: "Forgot the password, or lost the second factor? An administrator can give you a recovery link.",
  already: (name: string) => `You are signed in as ${name}.`,
  needEmail: "Enter your e-mail address.",
  needPassword: "Enter your password.",
  wrong: "The e-mail address or the password is not right. Nothing was changed.",
  tooMany: (seconds: number) =>
    `These were too many attempts. Wait ${count(seconds, "second")} and try again.`,
}

export const invitation = {
  heading: (role: string) => `You are invited as ${role}`,
  first: "You are about to become the administrator",
  what: "What the role allows",
  once: "The link makes one account and then ends.",
  until: "It is good until",
  name: "Your name",
  nameHint: "As the others at the desk know you. Readers do not see it.",
  email: "E-mail address",
  emailHint: "You sign in with it.",
  emailFixed: "The invitation is for this address.",
  password: "Password",
  passwordHint: (min: number) =>
    `At least ${min} characters. A few words that do not belong together do well.`,
  submit: "Make the account",
  working: "Making the account",
  signedIn: (name: string) =>
    `You are signed in as ${name}. Accepting makes another account and signs you in with it.`,
  refused: "This link cannot be used",
  refusedNext:
    "An administrator can make another. While there is no administrator, whoever runs this site gets a new link by starting it again.",
  toSignIn: "Sign in",
  madeButNot: "The account is made, and signing in failed just now. Sign in with the password you chose.",
}

export const account = {
  heading: "Your account",
  name: "Name",
  email: "E-mail address",
  role: "Role",
  admin: "People, invitations and API keys",
  desk: "Desk",
  signOut: "Sign out",
  signingOut: "Signing out",
  changePassword: "Change the password",
  changePasswordText: "Other browsers in which you are signed in are signed out by it.",
  current: "Current password",
  next: "New password",
  submit: "Change the password",
  working: "Changing the password",
  changed: "The password is changed. Other browsers are signed out.",
  wrongCurrent: "This is not your current password. Nothing was changed.",
  tooShort: (min: number) => `Use at least ${min} characters for the password.`,
}

export const admin = {
  title: "Administration",
  sections: "Administration",
  people: "People",
  invitations: "Invitations",
  keys: "API keys",
  audit: "Audit",
  deliveries: "Deliveries",
  onlyAdministrators: "Only administrators can open this",
  onlyAdministratorsText: (role: string) =>
    `You are signed in as ${role}. Ask an administrator for what you need here.`,
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "Selected. Copy it with the keyboard or the menu.",
}

export const people = {
  heading: "People",
  total: (n: number) => count(n, "person", "people"),
  you: "you",
  role: (name: string) => `Role of ${name}`,
  save: "Save",
  saveRole: (name: string) => `Save the role of ${name}`,
  saved: (name: string, role: string) => `${name} is now ${role}.`,
  keysRevoked: (n: number) => ` ${count(n, "API key")} that allowed more ended with it.`,
  invitationsEnded: (n: number) => ` ${count(n, "unused invitation")} ended with it.`,
  signedIn: "Signed in",
  notSignedIn: "Not signed in",
  since: "Account since",
  twoFactor: "second factor",
  passkeys: (n: number) => count(n, "passkey"),
  remove: "Remove",
  removeName: (name: string) => `Remove ${name}`,
  confirm: (name: string) => `Remove ${name}?`,
  confirmText:
    "Every browser is signed out at once, and the API keys and unused invitations that this person made end. What the person recorded stays in the log. This cannot be undone; a new invitation makes a new account.",
  removed: (name: string) => `${name} is removed.`,
}

export const invitations = {
  heading: "Invitations",
  text: "A link makes one account with the role you choose and is good for a week. Send it by a channel that only the person reads: whoever opens it first has the account.",
  role: "Role",
  email: "E-mail address, if only this address may use it",
  submit: "Make a link",
  working: "Making a link",
  made: (role: string) => `A link for ${role}`,
  madeOnce: "It is shown this once and kept nowhere. Copy it now.",
  until: "Good until",
  link: "Invitation link",
}

export const keys = {
  heading: "API keys",
  text: "A program sends its key as “Authorization: Bearer <key>” and may do what the key's role allows.",
  label: "What the key is for",
  labelHint: "Shown in the log as the name of whoever acted with it, for example “Nightly import”.",
  role: "Role",
  submit: "Make a key",
  working: "Making a key",
  made: (label: string) => `The key for ${label}`,
  madeOnce: "It is shown this once and kept nowhere. Copy it now.",
  key: "API key",
  list: "Keys",
  none: "There is no key yet. Those made here or by the command line are listed here.",
  by: "made by",
  revokedAt: "Revoked",
  revoke: "Revoke",
  revokeLabel: (label: string) => `Revoke the key for ${label}`,
  confirm: (label: string) => `Revoke the key for ${label}?`,
  confirmText:
    "Programs that use it are refused from now on. This cannot be undone; make a new key in its place.",
  revoked: (label: string) => `The key for ${label} is revoked.`,
}

export const failures = {
  notReached: "The server could not be reached. What you typed is still here; try again in a moment.",
  needsScript: "This form needs JavaScript. Reading the boards does not.",
  signedOut: "You have been signed out. Sign in again; what you typed here is not stored.",
}
