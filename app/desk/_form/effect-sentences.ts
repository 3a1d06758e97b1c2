import type { ChangedCell, ChangedPair } from "../../../server/domain/change.ts"
import type { HeldCondition } from "../../../server/domain/condition.ts"
import type { Cell } from "../../../server/domain/position.ts"
import {
  CONDITION_KIND_WORDS,
  cellWord,
  conditionState,
  optionPhrase,
  PAIR_WORDS,
} from "../../../server/domain/wording.ts"
import { partyName } from "../../_components/board-layout.ts"
import { listing } from "../../_messages/en.ts"
import { effect as text } from "../../_messages/signals.en.ts"
import type { DeskData } from "../desk-data.ts"
import type { Preview } from "./use-preview.ts"

/** What publishing would change in plain words, one sentence a thing: from what, to what. */
export function sentencesOf({ effect, before }: Preview, data: DeskData): string[] {
  const all = [
    ...effect.cells.map((cell) => cellSentence(cell, before.cells, data)),
    ...(effect.conditions ?? []).map((held) => conditionSentence(held, before.conditions, data)),
    ...(effect.pairs ?? []).map((pair) => pairSentence(pair, before.pairs, data)),
  ]
  return all.length > 0 ? [...new Set(all)] : [text.nothing]
}

/** The same in a few words: "Would change 2 positions and 1 condition; alerts 12 subscribers". */
export function summaryOf({ effect, before, subscribers }: Preview): string {
  const cells = effect.cells.filter((cell) => {
    const was = before.cells.find((old) => old.party === cell.party && old.option === cell.option)
    return shownIn(was) !== shownIn(cell)
  })
  const pairs = (effect.pairs ?? []).filter((pair) => stateIn(before.pairs, pair) !== pair.state)
  return text.summary(cells.length, effect.conditions?.length ?? 0, pairs.length, subscribers)
}

function cellSentence(cell: ChangedCell, before: Cell[], data: DeskData): string {
  const roles = data.parties.find((party) => party.id === cell.party)?.roles ?? []
  const was = before.find((old) => old.party === cell.party && old.option === cell.option)
  const [from, to] = [shownIn(was, roles), shownIn(cell, roles)]
  const what = text.on(partyName(data.parties, cell.party), optionPhrase(cell.option, data.board))
  return from === to ? text.stays(what, to) : text.moves(what, from, to)
}

/** "in principle, with mixed signals": all that a cell shows of a position, whoever's authority it rests on. */
function shownIn(cell: Cell | undefined, roles: DeskData["parties"][number]["roles"] = []): string {
  const word = cellWord(cell ?? { state: "none_recorded", stance: "none_recorded" }, roles).toLowerCase()
  const resting = cell?.state === "lower_tier" ? text.lowerTier(word) : word
  return cell?.mixedSignals ? text.mixed(resting) : resting
}

function conditionSentence(held: HeldCondition, before: HeldCondition[], data: DeskData): string {
  const nameOf = (id: string) => partyName(data.parties, id)
  const was = before.find((old) => old.id === held.id && old.party === held.party)
  const named = `${nameOf(held.party)}: ${CONDITION_KIND_WORDS[held.kind].toLowerCase()} “${held.text}”`
  if (!was) return text.opens(named)
  const [from, to] = [conditionState(was, nameOf), conditionState(held, nameOf)]
  const said = from === to ? named : text.moves(named, from, to)
  return was.open && !held.open ? text.ends(said) : said
}

function pairSentence(pair: ChangedPair, before: Preview["before"]["pairs"], data: DeskData): string {
  const word = (state: ChangedPair["state"]) => (state ? PAIR_WORDS[state].toLowerCase() : text.noPair)
  const [from, to] = [word(stateIn(before, pair)), word(pair.state)]
  const title = data.issues.find((issue) => issue.id === pair.issue)?.title ?? pair.issue
  const what = text.on(listing(pair.parties.map((id) => partyName(data.parties, id))), title)
  return from === to ? text.pairStays(what, to) : text.moves(what, from, to)
}

function stateIn(
  before: Preview["before"]["pairs"],
  { issue, parties }: Pick<ChangedPair, "issue" | "parties">,
) {
  const known = before.find((pair) => pair.issue === issue && pair.parties.join() === parties.join())
  return known?.state ?? null
}
