/** Words of the second factor, passkeys and recovery. */

export const secondStep = {
  heading: "One more step",
  text: "Enter the six digits that your authenticator app shows for Parley now.",
  code: "Code",
  recovery: "Use a recovery code instead",
  recoveryText: "Enter one of the recovery codes that you kept. Each works once.",
  recoveryCode: "Recovery code",
  app: "Use the app's code instead",
  submit: "Sign in",
  working: "Signing in",
  need: "Enter the code.",
  wrong: "This code is not right, or not any more. The app shows a new one every 30 seconds.",
  expired: "This took too long. Enter the password again.",
  again: "Start again",
}

export const passkeyWords = {
  signIn: "Sign in with a passkey",
  heading: "Passkeys",
  text: "A passkey signs you in with a finger, a face or a PIN of your device, without password and code. It works on this site alone.",
  none: "You have no passkey yet.",
  add: "Add a passkey",
  adding: "Waiting for your device",
  name: "Name of the passkey, such as “Work laptop”",
  unnamed: "Passkey",
  added: "The passkey is added.",
  since: "added",
  remove: "Remove",
  removeName: (name: string) => `Remove ${name}`,
  confirm: (name: string) => `Remove ${name}?`,
  confirmText: "It signs nobody in any more. You may still have to delete it on your device.",
  removed: (name: string) => `${name} is removed.`,
  notHere:
    "This browser, or the address by which this page was opened, does not allow passkeys. They need https and a name, or localhost.",
  cancelled: "Nothing was added. Your device did not confirm, or you cancelled.",
  notSignedIn: "No passkey was used. Your device did not confirm, or you cancelled.",
  unknown:
    "This passkey is not known here. Sign in with your password; you can add the passkey again afterwards.",
  signInAgain:
    "For this you have to have signed in lately. Sign out, sign in again, and add the passkey then.",
}

export const twoFactorWords = {
  heading: "Second factor",
  off: "The password alone signs you in. With a second factor a stolen password is not enough.",
  on: "Signing in with the password asks for a code of your authenticator app as well.",
  password: "Your password",
  enable: "Set up an authenticator app",
  working: "Working",
  scan: "Scan this with your authenticator app, or type the key into it:",
  qr: "QR code for the authenticator app",
  key: "Key",
  keep: "Keep these recovery codes in a safe place. Each signs you in once where the app is lost. They are shown this once.",
  codes: "Recovery codes",
  confirmCode: "The six digits that the app shows now",
  confirm: "Turn it on",
  turnedOn: "The second factor is on.",
  disable: "Turn it off",
  turnedOff: "The second factor is off. The recovery codes have ended with it.",
  newCodes: "New recovery codes",
  newCodesText: "The ones you had end.",
  wrongPassword: "This is not your password. Nothing was changed.",
  wrongCode: "This code is not right, or not any more. The app shows a new one every 30 seconds.",
}

export const recovery = {
  make: "Recovery link",
  makeName: (name: string) => `Make a recovery link for ${name}`,
  made: (name: string) => `A link by which ${name} chooses a new password`,
  once: "It is shown this once and kept nowhere. Make sure that it is really this person who asks, and hand it over by a channel that only they read. With its use every sign-in, the second factor and the passkeys of the account end.",
  link: "Recovery link",
  heading: (name: string) => `Choose a new password, ${name}`,
  text: "Every browser in which you are signed in is signed out, and your second factor and passkeys end. What you recorded stays yours.",
  password: "New password",
  submit: "Set the password",
  working: "Setting the password",
}

export const openLinks = {
  heading: "Links that can still be used",
  none: "There is none. Links that were used, have expired or were ended are not listed.",
  forAddress: (email: string) => `for ${email}`,
  forAnybody: "for whoever opens it first",
  recovers: (name: string) => `recovery link of ${name}`,
  until: "good until",
  end: "End",
  endName: (what: string) => `End the link ${what}`,
  confirm: (what: string) => `End the link ${what}?`,
  confirmText: "Nobody can use it any more. You can make another.",
  ended: "The link has ended.",
  mail: "Send the link to this address",
  cannotMail:
    "Parley cannot send mail here: whoever runs it names a mail server (SMTP_URL) and the public address (PARLEY_URL).",
  mailed: (email: string) => `The link was sent to ${email}.`,
  notMailed: "The mail could not be sent. The link is good all the same: hand it over in another way.",
}
