import { count } from "./en.ts"

/** The words of alerts that are held before they are sent, as the desk shows them. */

export const holds = {
  label: "Alerts before they are sent",
  held: "Held",
  ended: { sent: "Sent", stopped: "Stopped", withdrawn: "Withdrawn" },
  goesOut: (n: number) => `${count(n, "subscription")} will be told`,
  inSeconds: (n: number) => `in ${n} s`,
  inMinutes: (n: number) => `in ${n} min`,
  now: "now",
  onlyEditors: "An editor can stop it.",
  stop: "Stop alert",
  stopOf: (headline: string) => `Stop alert: ${headline}`,
  search: "hold send alerts subscribers",
  why: "Why is it stopped?",
  whyHint: "The audit keeps it. What was published stays published.",
  confirm: "Stop it",
  stopping: "Stopping",
  letGo: "Let it go out",
  sent: (n: number) => `The hold is over: ${count(n, "subscription")} ${n === 1 ? "is" : "are"} told.`,
  stopped: (name: string) => `${name} stopped it, and nobody is told:`,
  withdrawn: "It was withdrawn within the hold: nobody is told.",
  putAway: "Close",
  notLive: "Not live: this is as of the last answer. Alerts go out all the same.",
  told: {
    held: (headline: string) => `Alert held: ${headline}`,
    sent: (headline: string) => `Alert sent: ${headline}`,
    stopped: (headline: string) => `Alert stopped: ${headline}`,
    withdrawn: (headline: string) => `Alert withdrawn: ${headline}`,
  },
}
