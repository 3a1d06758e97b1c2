import { expect, test } from "vitest"
import { followBoard, type WatchAnswer, type Wire } from "../../app/_live/follow-board.ts"
import type { Board } from "../../server/domain/board.ts"
import type { Change } from "../../server/domain/change.ts"

/** The page's side of the live protocol, against a log that the test plays. */

const EPOCH = "epoch-1"

function boardAt(seq: number, epoch = EPOCH): Board {
  return { negotiation: "talks", epoch, seq, asOf: null, knownAt: null, parties: [], issues: [] }
}

function change(seq: number, epoch = EPOCH): Change {
  return {
    negotiation: "talks",
    epoch,
    seq,
    hash: "",
    kind: "event.recorded",
    recordedAt: "2025-03-13T12:00:00.000Z",
    cells: [],
  }
}

/** A wire whose answers the test gives one by one. */
function wired(initial: Board) {
  const asked: { after: { epoch: string; seq: number }; answer: (a: WatchAnswer | undefined) => void }[] = []
  let server = initial
  const wire: Wire = {
    now: () => 1_000,
    watch: ({ after }) => new Promise((answer) => asked.push({ after, answer })),
    readBoard: async () => server,
  }
  const follower = followBoard(initial, wire)
  return {
    follower,
    asked,
    serve: (board: Board) => {
      server = board
    },
    answer: async (reply: WatchAnswer | undefined) => {
      const question = asked.shift()
      if (!question) throw new Error("Nobody asked.")
      question.answer(reply)
      await settled()
      return question
    },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test("what arrives before the answer is kept and applied after it, each change once", async () => {
  const { follower, answer } = wired(boardAt(5))
  follower.connected()
  follower.heard(change(8))
  follower.heard(change(7))
  const question = await answer({ epoch: EPOCH, seq: 7, changes: [change(6), change(7)] })
  expect(question.after).toEqual({ epoch: EPOCH, seq: 5 })
  expect(follower.get().board.seq).toBe(8)
  expect(follower.get().received.map((r) => r.change.seq)).toEqual([6, 7, 8])
  expect(follower.get().link.state).toBe("live")
})

test("a hole makes it watch again from what it has, and nothing is applied out of order", async () => {
  const { follower, asked, answer } = wired(boardAt(0))
  follower.connected()
  await answer({ epoch: EPOCH, seq: 0, changes: [] })
  follower.heard(change(1))
  follower.heard(change(3))
  expect(follower.get().board.seq).toBe(1)
  expect(asked).toHaveLength(1)
  await answer({ epoch: EPOCH, seq: 3, changes: [change(2), change(3)] })
  expect(follower.get().board.seq).toBe(3)
})

test("known changes, and those of another negotiation, are dropped", async () => {
  const { follower, answer } = wired(boardAt(4))
  follower.connected()
  await answer({ epoch: EPOCH, seq: 4, changes: [] })
  follower.heard(change(3))
  follower.heard({ ...change(9), negotiation: "other" })
  expect(follower.get().board.seq).toBe(4)
  expect(follower.get().received).toEqual([])
})

test("a foreign cursor makes it read the board again and go on from there", async () => {
  const { follower, answer, serve } = wired(boardAt(4))
  serve(boardAt(2, "epoch-2"))
  follower.connected()
  follower.heard(change(3, "epoch-2"))
  await answer({ epoch: "epoch-2", seq: 2, resync: true })
  await settled()
  expect(follower.get().board).toMatchObject({ epoch: "epoch-2", seq: 3 })
  expect(follower.get().rereadAt).not.toBeNull()
})

test("it says live only after it has caught up, and not while the connection is gone", async () => {
  const { follower, answer } = wired(boardAt(0))
  expect(follower.get().link.state).toBe("connecting")
  follower.connected()
  expect(follower.get().link.state).toBe("connecting")
  await answer({ epoch: EPOCH, seq: 0, changes: [] })
  expect(follower.get().link.state).toBe("live")
  follower.disconnected()
  expect(follower.get().link.state).toBe("reconnecting")
  follower.gaveUp()
  expect(follower.get().link).toEqual({ state: "offline", since: 1_000 })
  follower.connected()
  expect(follower.get().link.state).toBe("offline")
  await answer({ epoch: EPOCH, seq: 1, changes: [change(1)] })
  expect(follower.get().link.state).toBe("live")
})

test("an answer that never comes is asked for again", async () => {
  const { follower, asked, answer } = wired(boardAt(0))
  follower.connected()
  await answer(undefined)
  expect(asked).toHaveLength(1)
  await answer({ epoch: EPOCH, seq: 0, changes: [] })
  expect(follower.get().link.state).toBe("live")
})
