import type { PublicStatement } from "../../server/domain/public-statement.ts"
import type { AppCaller } from "../../server/routers/app-router.ts"

/** The shapes in which the server's procedures answer the reader's screens. */
export type ReaderApi = Pick<
  AppCaller,
  | "negotiations"
  | "board"
  | "statements"
  | "conditions"
  | "pairs"
  | "events"
  | "agreements"
  | "changes"
  | "moves"
>

export type NegotiationSummary = Awaited<ReturnType<ReaderApi["negotiations"]["list"]>>["items"][number]
export type NegotiationDetail = Awaited<ReturnType<ReaderApi["negotiations"]["get"]>>
export type StatementQuery = Parameters<ReaderApi["statements"]["list"]>[0]
export type StatementDetail = Awaited<ReturnType<ReaderApi["statements"]["get"]>>
export type PublicStatementDetail = Omit<StatementDetail, "status"> & Pick<PublicStatement, "status">
export type StatementRevision = StatementDetail["revisions"][number]
export type ConditionWithMoves = Awaited<ReturnType<ReaderApi["conditions"]["list"]>>["items"][number]
