import type { AlertItem } from "../domain/alert-item.ts"
import { instantWords, MAIL_WORDS as words } from "../domain/mail-words.ts"
import type { Placed } from "./arrange-items.ts"
import type { ArrangedMail, NoticeMail, ToldItem } from "./mail-content.ts"

/** The part of an alert mail for who reads mail as plain text: paragraphs, and each address on a line of its own. */
export function alertText(mail: ArrangedMail): string {
  const { content, groups, heading, stop, manage } = mail
  const isOne = content.items.length === 1
  let number = 0
  const told = groups.flatMap(({ negotiation, placed, left }) => [
    ...(isOne ? [] : [block(negotiation.title)]),
    ...placed.map((one) => {
      number += 1
      return itemText(one, isOne ? "" : `${number}. `, mail)
    }),
    ...(left > 0
      ? [block(words.left(left, negotiation.title), `${content.origin}/${negotiation.slug}/statements`)]
      : []),
  ])
  const foot = [...reasonsText(mail), `${words.stop}:`, stop, `${words.manage}:`, manage, words.linksAreSafe]
  return [
    ...(heading ? [block(heading.title, heading.span)] : []),
    ...told,
    `${SIGNATURE}\n${block(...foot)}\n`,
  ].join("\n\n\n")
}

/** What follows this line is not read as part of what is told. */
const SIGNATURE = "-- "

/** The part of a notice for who reads mail as plain text. */
export function noticeText({ title, before, asked, after, link, address }: NoticeMail): string {
  return [
    block(title),
    block(before),
    ...(asked ? [block(asked)] : []),
    block(`${link}:`, address),
    ...after.map((paragraph) => block(paragraph)),
  ].join("\n\n")
}

function itemText({ told, since }: Placed<ToldItem>, number: string, mail: ArrangedMail): string {
  const { item, followsUp, reasons } = told
  const { origin, timeZone } = mail.content
  const paragraphs = [
    [
      ...(since ? [words.since[since]] : []),
      `${number}${item.headline}`,
      ...item.effects.map((effect) => `- ${effect}`),
    ],
    item.note ? [`${words.note(item.kind)}: ${item.note}`] : [],
    saidText(item),
    [
      ...item.sources.flatMap(({ name, title, url }) => [
        `${words.source}: ${title ? `${name}, “${title}”` : name}`,
        ...(url ? [url] : []),
      ]),
      words.recorded(instantWords(item.recordedAt, timeZone)),
      origin + item.path,
      ...(followsUp ? [words.toldBefore] : []),
      ...(mail.isMixed && !followsUp ? [words.asked(reasons.map((reason) => reason.words))] : []),
    ],
  ]
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => block(...lines))
    .join("\n\n")
}

/** What the headline says already is not said again. */
function saidText({ said, headline }: AlertItem): string[] {
  if (!said) return []
  const who = [said.speaker, said.when, said.where].filter(Boolean).join(", ")
  return [
    headline.includes(said.gist) ? who : `${who}: ${said.gist}`,
    ...(said.quote ? [`“${said.quote}”`] : []),
  ]
}

function reasonsText({ content, reasons }: ArrangedMail): string[] {
  return reasons.flatMap((reason) => [
    words.askedOnce(reason.words),
    ...(reasons.length > 1 ? [`${words.stopOne}:`, content.origin + reason.stop] : []),
  ])
}

/** Lines one below the other. */
function block(...lines: string[]): string {
  return lines.map(flowed).join("\n")
}

const WIDTH = 72

/**
 * A line as RFC 3676 (format=flowed) breaks it: at 72 letters, with a space at its end where it goes on, so that a narrow
 * screen can set it anew. What would be read as a quotation is set off by a space.
 */
function flowed(line: string): string {
  const lines: string[] = []
  let rest = line
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(" ", WIDTH - 1)
    const at = space > 0 ? space : rest.indexOf(" ", WIDTH)
    if (at < 0) break
    lines.push(rest.slice(0, at + 1))
    rest = rest.slice(at + 1)
  }
  lines.push(rest)
  return lines.map((one) => (/^(?: |>|From )/.test(one) ? ` ${one}` : one)).join("\n")
}
