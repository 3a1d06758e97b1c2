import type { useTRPCClient } from "../../_trpc/browser.tsx"

/** Id of the statement that has waited longest for a second person who may be oneself; the open one is passed over. */
export async function nextToReview(
  client: ReturnType<typeof useTRPCClient>,
  slug: string,
): Promise<string | undefined> {
  const [{ items }, me] = await Promise.all([
    client.drafts.list.query({ slug, part: "review", limit: 200 }),
    client.accounts.me.query(),
  ])
  const open = decodeURIComponent(window.location.pathname.split("/").at(-1) ?? "")
  return items.findLast(({ id, author }) => author !== me?.id && id !== open)?.id
}
