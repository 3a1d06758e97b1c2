import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser"
import { passkeyWords as text } from "../_messages/sign-in-means.en.ts"
import { askAuth, type Problem, postAuth } from "./ask.ts"

/** True where this browser, at this address, can use passkeys at all: they need a safe origin that has a name. */
export function passkeysWorkHere(): boolean {
  return (
    window.isSecureContext &&
    "PublicKeyCredential" in window &&
    !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname)
  )
}

/** Adds a passkey to the account that is signed in; null where it went well. */
export async function addPasskey(name: string): Promise<Problem | null> {
  const options = await askAuth<PublicKeyCredentialCreationOptionsJSON>(
    "passkey/generate-register-options",
    {},
  )
  if ("failure" in options) {
    const { code, message } = options.failure
    return { detail: code === "SESSION_NOT_FRESH" ? text.signInAgain : message }
  }
  if (!options.done) return { detail: text.notHere }
  try {
    const response = await startRegistration({ optionsJSON: options.done })
    const failure = await postAuth("passkey/verify-registration", {
      response,
      name: name.trim() || undefined,
    })
    return failure && { detail: failure.message }
  } catch {
    return { detail: text.cancelled }
  }
}

/** Signs in with a passkey; null where it went well. */
export async function signInWithPasskey(): Promise<Problem | null> {
  const options = await askAuth<PublicKeyCredentialRequestOptionsJSON>(
    "passkey/generate-authenticate-options",
    {},
  )
  if ("failure" in options) return { detail: options.failure.message }
  if (!options.done) return { detail: text.notHere }
  try {
    const optionsJSON = { ...options.done, userVerification: "required" as const }
    const response = await startAuthentication({ optionsJSON })
    const failure = await postAuth("passkey/verify-authentication", { response })
    if (!failure) return null
    return { detail: failure.code === "PASSKEY_NOT_FOUND" ? text.unknown : failure.message }
  } catch {
    return { detail: text.notSignedIn }
  }
}
