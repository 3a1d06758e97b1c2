/** How many alerts wait in one's inbox, as the server counts them now; undefined where it does not say. */
export async function readUnreadCount(): Promise<number | undefined> {
  try {
    const response = await fetch("/api/trpc/inbox.count")
    const answer: { result?: { data?: { unread?: number } } } = await response.json()
    return answer.result?.data?.unread
  } catch {
    return undefined
  }
}
