import type { PushState } from "../_push/use-push.ts"

/** What is said of notifications in this browser, in English. */
export const pushStates: Record<PushState, string> = {
  checking: "Looking at what this browser can do.",
  unsupported: "This browser cannot show notifications of this site. Choose another way.",
  needs_home_screen:
    "On an iPhone or iPad, add this site to the home screen first (Share, then Add to Home Screen), and open it there.",
  blocked:
    "This browser blocks notifications of this site. Allow them in its settings for this site, then load the page again.",
  off: "You have not allowed notifications. Press “Tell me” to be asked again.",
  on: "This browser shows notifications of this site.",
  unreachable: "This browser has no push service, or it did not answer. Try again, or choose another way.",
}
