import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Kind, Receipts } from "./load-process.ts"
import type { BenchServer } from "./processes.ts"

/** Readers of one server, in processes of their own. */
export interface Load {
  /** Adds readers, `perProcess` in each new process. */
  open: (count: number, perProcess: number) => Promise<void>
  /** What came since it was asked last, over all readers. */
  take: () => Promise<Receipts>
  /** Messages that came out of order, and connections that were lost. */
  faults: () => { disordered: number; closed: number }
  stop: () => void
}

interface Taken {
  receipts: Receipts
  disordered: number
  closed: number
}

export function loadOn(server: BenchServer, kind: Kind, slug: string): Load {
  const file = fileURLToPath(new URL("load-process.ts", import.meta.url))
  const children: ChildProcess[] = []
  let faults = { disordered: 0, closed: 0 }
  const ask = async <T>(child: ChildProcess, question: object): Promise<T> => {
    const answer = once(child, "message")
    child.send(question)
    return (await answer)[0] as T
  }
  return {
    async open(count, perProcess) {
      for (let opened = 0; opened < count; opened += perProcess) {
        const child = fork(file, [server.url, kind, slug])
        children.push(child)
        await ask(child, { ask: "open", count: Math.min(perProcess, count - opened) })
      }
    },
    async take() {
      const all = await Promise.all(children.map((child) => ask<Taken>(child, { ask: "take" })))
      const receipts: Receipts = {}
      for (const taken of all) {
        for (const [mark, times] of Object.entries(taken.receipts)) {
          receipts[mark] = [...(receipts[mark] ?? []), ...times]
        }
      }
      faults = {
        disordered: all.reduce((sum, taken) => sum + taken.disordered, 0),
        closed: all.reduce((sum, taken) => sum + taken.closed, 0),
      }
      return receipts
    },
    faults: () => faults,
    stop: () => {
      for (const child of children) child.kill()
    },
  }
}
