/** Words of the desk's strip of held alerts. */
export const holds = {
  heading: "Alerts",
  about: "An alert waits before it is sent. Until then an editor can stop it.",
  held: (recipients: number, seconds: number) => `${people(recipients)} will be told in ${seconds} s`,
  sent: (recipients: number) => `${people(recipients)} told`,
  stopped: (by: string, why: string) => `Stopped by ${by}: ${why}`,
  withdrawn: "Not sent: it was withdrawn within the hold",
  stop: "Stop alert",
  why: "Why it is stopped",
  whyHint: "The audit keeps it. The statement itself stays published.",
  confirm: "Stop it",
  keep: "Let it go out",
  needsWhy: "Say why.",
  done: (count: number) => `The alert is stopped: ${people(count)} will not be told.`,
  command: "Stop the latest held alert",
  notReached: "Alerts cannot be read just now. They go out all the same.",
}

function people(count: number): string {
  return count === 1 ? "1 subscription" : `${count} subscriptions`
}
