import { accountsRouter } from "./accounts.ts"
import { agenda } from "./agenda.ts"
import { audit } from "./audit.ts"
import { agreements, board, changes, conditions, events, moves, pairs } from "./board.ts"
import { cast } from "./cast.ts"
import { clips } from "./clips.ts"
import { documents } from "./documents.ts"
import { drafts } from "./drafts.ts"
import { holds } from "./holds.ts"
import { imports } from "./imports.ts"
import { invitationsRouter } from "./invitations.ts"
import { keysRouter } from "./keys.ts"
import { deliveries, inbox, subscribers } from "./messages.ts"
import { negotiations } from "./negotiations.ts"
import { outbox } from "./outbox.ts"
import { push } from "./push.ts"
import { statements } from "./statements.ts"
import { subscriptions } from "./subscriptions.ts"
import { createCallerFactory, router } from "./trpc.ts"

/** Every procedure of Parley; the interface calls them over tRPC, programs over HTTP, pages in process. */
export const appRouter = router({
  negotiations,
  imports,
  cast,
  agenda,
  board,
  statements,
  clips,
  drafts,
  audit,
  documents,
  conditions,
  pairs,
  events,
  agreements,
  changes,
  moves,
  accounts: accountsRouter,
  invitations: invitationsRouter,
  keys: keysRouter,
  subscriptions,
  subscribers,
  inbox,
  deliveries,
  push,
  holds,
  outbox,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
export type AppCaller = ReturnType<typeof createCaller>
