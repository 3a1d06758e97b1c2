import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { ReaderReport } from "./reader-process.ts"

/** Readers in processes of their own: what they report is the client's side of the recorded history. */
export interface Readers {
  /** Cuts the connections of some of them, without a goodbye. */
  cut: (count: number) => void
  /** Resolves when each of them holds change `seq`. */
  waitFor: (seq: number, timeoutMs: number) => Promise<void>
  report: () => Promise<ReaderReport[]>
  stop: () => Promise<void>
}

/** Starts `count` readers in `processes` processes; each has read the board and watches when this resolves. */
export async function startReaders(
  url: string,
  slug: string,
  count: number,
  processes: number,
): Promise<Readers> {
  const file = fileURLToPath(new URL("reader-process.ts", import.meta.url))
  const children = Array.from({ length: processes }, (_, n) =>
    fork(file, [url, slug, String(Math.ceil((count - n) / processes))], { execArgv: [] }),
  )
  const ask = async <Answer>(child: ChildProcess, question: object, timeoutMs = 20_000): Promise<Answer> => {
    const answer = once(child, "message", { signal: AbortSignal.timeout(timeoutMs) })
    child.send(question)
    const [message] = await answer
    return message as Answer
  }
  await Promise.all(children.map((child) => ask(child, { ask: "start" })))
  return {
    cut(cuts) {
      for (const child of children) child.send({ ask: "cut", count: Math.ceil(cuts / processes) })
    },
    async waitFor(seq, timeoutMs) {
      await Promise.all(children.map((child) => ask(child, { ask: "wait", seq }, timeoutMs)))
    },
    report: async () =>
      (await Promise.all(children.map((child) => ask<ReaderReport[]>(child, { ask: "report" })))).flat(),
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null) return
          const gone = once(child, "exit")
          child.kill("SIGKILL")
          await gone
        }),
      )
    },
  }
}
