import type { useTRPCClient } from "../../_trpc/browser.tsx"

/** Id of the statement that has waited longest for a second person who may be oneself; the open one is passed over. */
export async function nextToReview(
  client: ReturnType<typeof useTRPCClient>,
  slug: string,
): Promise<string | undefined> {
  const [{ items }, me] = await Promise.all([
    client.statements.drafts.query({ slug }),
    client.accounts.me.query(),
  ])
  const open = decodeURIComponent(window.location.pathname.split("/").at(-1) ?? "")
  return items.findLast(
    ({ id, status, author }) => status === "in_review" && author !== me?.id && id !== open,
  )?.id
}
