import { z } from "zod"
import { compareBoards } from "../capabilities/compare-boards.ts"
import { readClocks } from "../capabilities/find-negotiation.ts"
import { listConditions } from "../capabilities/list-conditions.ts"
import { listAgreements, listEvents } from "../capabilities/list-events.ts"
import { listMoves } from "../capabilities/list-moves.ts"
import { listPairs } from "../capabilities/list-pairs.ts"
import { readBoard } from "../capabilities/read-board.ts"
import { readChanges, readEpoch, readHead } from "../change-log/read-changes.ts"
import type { Board } from "../domain/board.ts"
import type { Change } from "../domain/change.ts"
import { readInstant } from "../domain/dates.ts"
import { refuse } from "../domain/refusal.ts"
import { EncodedJson, withEncoding } from "../http/answers.ts"
import { unlessRefused } from "../http/refusal-error.ts"
import * as answers from "./answers.ts"
import { clocksInput, clocksOf, found, slugInput } from "./call.ts"
import { procedure, router, trpcError } from "./trpc.ts"

export const board = router({
  read: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/board",
        summary: "The board, now or by either clock",
        answer: answers.board,
      },
    })
    .input(clocksInput)
    .query(async ({ ctx, input }): Promise<Board> => {
      const { db, liveBoards, clock } = ctx.runtime
      const negotiation = await found(ctx, input.slug)
      const clocks = unlessRefused(readClocks(input, negotiation.zone, clock()))
      if (clocks) return readBoard(db, negotiation, await readEpoch(db), clock(), clocks)
      const shown = await liveBoards.read(input.slug)
      const encoded = await liveBoards.readEncoded(input.slug)
      if (!shown || !encoded)
        throw trpcError(refuse("not_found", `There is no negotiation "${input.slug}".`, "slug"))
      return withEncoding(shown, new EncodedJson(encoded.json, encoded.etag, await encoded.gzip()))
    }),

  compare: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/compare",
        summary: "What differs between two instants",
        answer: answers.comparison,
      },
    })
    .input(slugInput.extend({ from: z.string().max(80), to: z.string().max(80) }))
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      const from = unlessRefused(readInstant(input.from, negotiation.zone, "from"))
      const to = unlessRefused(readInstant(input.to, negotiation.zone, "to"))
      return compareBoards(ctx.runtime.db, negotiation, { from, to, now: ctx.runtime.clock() })
    }),
})

export const moves = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/moves",
        summary: "Who moved on what, latest first",
        answer: answers.moveList,
      },
    })
    .input(clocksInput.pick({ slug: true, asOf: true }))
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      return { items: await listMoves(ctx.runtime.db, negotiation, clocksOf(ctx, negotiation, input).t) }
    }),
})

export const conditions = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/conditions",
        summary: "Conditions, open and ended",
        answer: answers.conditionList,
      },
    })
    .input(clocksInput)
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      return { items: await listConditions(ctx.runtime.db, negotiation, clocksOf(ctx, negotiation, input)) }
    }),
})

export const pairs = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/pairs",
        summary: "How any two parties stand on each issue",
        answer: answers.pairList,
      },
    })
    .input(clocksInput)
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      return { items: await listPairs(ctx.runtime.db, negotiation, clocksOf(ctx, negotiation, input)) }
    }),
})

export const events = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/events",
        summary: "Events, latest first",
        answer: answers.eventList,
      },
    })
    .input(clocksInput)
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      return { items: await listEvents(ctx.runtime.db, negotiation, clocksOf(ctx, negotiation, input)) }
    }),
})

export const agreements = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/agreements",
        summary: "Agreements and their status",
        answer: answers.agreementList,
      },
    })
    .input(clocksInput)
    .query(async ({ ctx, input }) => {
      const negotiation = await found(ctx, input.slug)
      return { items: await listAgreements(ctx.runtime.db, negotiation, clocksOf(ctx, negotiation, input)) }
    }),
})

export const changes = router({
  list: procedure
    .meta({
      http: {
        method: "GET",
        path: "/negotiations/{slug}/changes",
        summary: "The public log from a number on",
        answer: answers.changeList,
      },
    })
    .input(
      slugInput.extend({ after: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) }),
    )
    .query(async ({ ctx, input }) => {
      const { db } = ctx.runtime
      const negotiation = await found(ctx, input.slug)
      const epoch = await readEpoch(db)
      const head = await readHead(db, input.slug)
      const logged = await readChanges(db, negotiation.id, epoch, input.after, input.limit)
      const list: Change[] = logged.map((change) => JSON.parse(change.json))
      return { epoch, seq: head?.seq ?? 0, changes: list }
    }),
})
