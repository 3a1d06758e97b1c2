import type { AlertItem } from "../domain/alert-item.ts"
import type { Cadence } from "../domain/alert-values.ts"
import { MAIL_WORDS, spanWords } from "../domain/mail-words.ts"
import { arrangeItems, type Group } from "./arrange-items.ts"
import { cleanItem, cleanText } from "./clean-item.ts"

/** What a subscription asks for, in words, and the path of the page that ends it. */
export interface Reason {
  words: string
  stop: string
}

export interface ToldItem {
  item: AlertItem
  /** Of each subscription that brought it. */
  reasons: Reason[]
  /** True where no filter asked for it: its reader was told of what it corrects or withdraws. */
  followsUp: boolean
}

export interface AlertMailContent {
  /** Public origin that links begin with. */
  origin: string
  /** One or more. */
  items: ToldItem[]
  cadence: Cadence
  /** Of its reader; IANA name. */
  timeZone: string
  /** Paths: the page of everything the reader follows, and the one that ends what brought this mail (RFC 8058). */
  links: { manage: string; stop: string }
  /** Ids of the messages that told this reader of what it corrects or withdraws, the latest last. */
  follows: string[]
}

/** What an alert mail says, in the order in which both of its parts say it. */
export interface ArrangedMail {
  content: AlertMailContent
  groups: Group<ToldItem>[]
  /** Null where it tells of one change, whose headline is heading enough. */
  heading: { title: string; span: string } | null
  /** Why its reader gets it, each once. */
  reasons: Reason[]
  /** True where these are not the same for all of it, so that each change says its own. */
  isMixed: boolean
  /** Addresses. */
  stop: string
  manage: string
}

/** What a notice says. */
export interface NoticeMail {
  title: string
  before: string
  /** What was asked for. */
  asked: string | null
  after: string[]
  /** What its one link is called. */
  link: string
  address: string
}

/** Nobody reads more than so many changes in one mail, and longer ones are cut off by some mail programs. */
const MOST_SHOWN = 50
const MOST_LETTERS = 400

/** Cleans what others wrote, and puts it in order. */
export function arrangeMail(content: AlertMailContent): ArrangedMail {
  const { origin, links, cadence, timeZone } = content
  const items = content.items.map(({ item, reasons, followsUp }) => ({
    item: cleanItem(item),
    reasons: reasons.map(({ words, stop }) => ({ words: cleanText(words, MOST_LETTERS), stop })),
    followsUp,
  }))
  const times = items.map(({ item }) => item.recordedAt).sort()
  const [from = "", to = from] = [times[0], times.at(-1)]
  const count = MAIL_WORDS.changes(items.length)
  return {
    content,
    groups: arrangeItems(items, MOST_SHOWN),
    heading:
      items.length === 1
        ? null
        : {
            title: cadence === "instant" ? count : `${MAIL_WORDS.digest[cadence]}: ${count}`,
            span: spanWords(from, to, timeZone),
          },
    reasons: reasonsOf(items),
    isMixed: new Set(items.map(keyOf)).size > 1,
    stop: origin + links.stop,
    manage: origin + links.manage,
  }
}

/** What follows up was not asked for: it says so itself. */
function reasonsOf(items: ToldItem[]): Reason[] {
  const asked = items.filter(({ followsUp }) => !followsUp).flatMap(({ reasons }) => reasons)
  return [...new Map(asked.map((reason) => [reason.stop, reason])).values()]
}

function keyOf({ reasons, followsUp }: ToldItem): string {
  return [followsUp, ...reasons.map(({ stop }) => stop)].join(" ")
}
