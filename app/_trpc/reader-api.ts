import type { Board } from "../../server/domain/board.ts"
import type { Change } from "../../server/domain/change.ts"
import type { HeldCondition } from "../../server/domain/condition.ts"
import type {
  AgreementInput,
  EventInput,
  IssueInput,
  OptionInput,
  ProposalInput,
  StatementContent,
} from "../../server/domain/negotiation-document.ts"
import type { Pair } from "../../server/domain/pair.ts"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import type { Publication, Role } from "../../server/domain/vocabulary.ts"

/** What the reader's screens ask of the server; the procedures of the router answer in these shapes. */
export interface ReaderApi {
  negotiations: {
    list(): Promise<{ items: NegotiationSummary[] }>
    get(input: { slug: string }): Promise<NegotiationDetail>
  }
  board: { read(input: { slug: string; asOf?: string; knownAt?: string }): Promise<Board> }
  statements: {
    list(input: StatementQuery): Promise<StatementPage>
    get(input: { slug: string; id: string }): Promise<StatementDetail>
  }
  conditions: { list(input: Instants): Promise<{ items: ConditionWithMoves[] }> }
  pairs: { list(input: Instants): Promise<{ items: (Pair & { issue: string })[] }> }
  events: { list(input: Instants): Promise<{ items: EventInput[] }> }
  agreements: { list(input: Instants): Promise<{ items: AgreementInput[] }> }
  changes: {
    list(input: { slug: string; after?: number; limit?: number }): Promise<{
      epoch: string
      seq: number
      changes: Change[]
    }>
  }
}

export interface Instants {
  slug: string
  asOf?: string
  knownAt?: string
}

export interface NegotiationSummary {
  slug: string
  title: string
  summary: string
  stage: string | null
  timeZone: string
  seq: number
  epoch: string
  counts: { statements: number; parties: number; options: number }
  latestChange: { seq: number; kind: string; recordedAt: string; sentence: string } | null
}

export interface NegotiationDetail {
  slug: string
  title: string
  summary: string
  stage: string | null
  timeZone: string
  parties: { id: string; name: string; names?: Record<string, string>; iso: string | null; roles: Role[] }[]
  issues: IssueInput[]
  options: OptionInput[]
  proposals: ProposalInput[]
  people: PersonDetail[]
}

export interface PersonDetail {
  id: string
  name: string
  names?: Record<string, string>
  offices: { actor: string; title: string; tier: number; from?: string | null; to?: string | null }[]
}

export interface StatementQuery {
  slug: string
  q?: string
  party?: string
  person?: string
  option?: string
  stance?: string
  from?: string
  to?: string
  cursor?: string
  limit?: number
}

export interface StatementPage {
  items: PublicStatement[]
  nextCursor: string | null
  total: number
}

export interface StatementRevision {
  version: number
  recordedAt: string
  status: Publication
  note: string | null
  content: StatementContent
}

export type StatementDetail = PublicStatement & { revisions: StatementRevision[]; changes: number[] }

export interface ConditionMoveRecord {
  axis: "holder" | "counterparty" | "fulfilment"
  to: string
  statement: string | null
  event: string | null
  at: string
  note: string | null
}

export type ConditionWithMoves = HeldCondition & { moves: ConditionMoveRecord[] }
