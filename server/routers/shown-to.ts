import type { Context } from "./trpc.ts"

/** Answers once this node's board shows the change, so that whoever asks next sees what they did. */
export async function shownTo<T extends { seq: number | null }>(
  ctx: Context,
  slug: string,
  done: T,
): Promise<T> {
  if (done.seq !== null) await ctx.runtime.liveBoards.waitFor(slug, done.seq, 10_000)
  return done
}
