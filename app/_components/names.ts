import type { Board } from "../../server/domain/board.ts"
import type { Role } from "../../server/domain/vocabulary.ts"
import type { NegotiationDetail } from "../_trpc/reader-api.ts"

/** What ids are called on a page. */
export interface Names {
  parties: ReadonlyMap<string, { name: string; roles: readonly Role[] }>
  options: ReadonlyMap<string, string>
}

export function namesOfBoard(board: Board): Names {
  return {
    parties: new Map(board.parties.map(({ id, name, roles }) => [id, { name, roles }])),
    options: new Map(
      board.issues.flatMap((issue) => issue.options.map((option) => [option.id, option.text])),
    ),
  }
}

export function namesOf(negotiation: Pick<NegotiationDetail, "parties" | "options">): Names {
  return {
    parties: new Map(negotiation.parties.map(({ id, name, roles }) => [id, { name, roles }])),
    options: new Map(negotiation.options.map((option) => [option.id, option.text])),
  }
}

export function partyNames(names: Names, ids: readonly string[]): string[] {
  return ids.map((id) => names.parties.get(id)?.name ?? id)
}
