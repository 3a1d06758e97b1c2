import type { AlertItem } from "../domain/alert-item.ts"
import type { AlertNotice } from "../domain/alert-notice.ts"
import { ALERT_SEVERITIES, type Cadence } from "../domain/alert-values.ts"
import { mailSubject, noticeMailWords, MAIL_WORDS as words } from "../domain/mail-words.ts"
import { type Html, html } from "./html.ts"
import { MAIL_STYLES } from "./mail-styles.ts"

export interface AlertMailContent {
  /** Public origin that links begin with. */
  origin: string
  items: {
    item: AlertItem
    /** What each subscription that brought it asks for. */
    why: string[]
    /** Path of the page that ends that subscription. */
    stop: string
    followsUp: boolean
  }[]
  cadence: Cadence
  /** Of its reader; IANA name. */
  timeZone: string
  /** Paths: the page that ends all of these by one click, and that of everything the reader follows. */
  links: { manage: string; stop: string }
}

export interface RenderedMail {
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** More than this nobody reads in a mail. */
const SHOWN = 50

/** A mail about changes: the weightiest first, by negotiation. It can be ended by one click in the mail program (RFC 8058). */
export function alertMail(content: AlertMailContent): RenderedMail {
  const { origin, cadence, links } = content
  const items = content.items.toSorted(
    (a, b) =>
      ALERT_SEVERITIES.indexOf(a.item.severity) - ALERT_SEVERITIES.indexOf(b.item.severity) ||
      b.item.seq - a.item.seq,
  )
  const subject = oneLine(
    mailSubject(
      items.map(({ item }) => item),
      cadence,
    ),
  )
  const shown = items.slice(0, SHOWN)
  const left = items.length - shown.length
  const groups = [...Map.groupBy(shown, ({ item }) => item.negotiation.title)]
  const stop = origin + links.stop
  return {
    subject,
    headers: {
      "List-Unsubscribe": `<${stop}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    text: [
      ...groups.flatMap(([title, some]) => [title, "", ...some.map((one) => itemText(one, content))]),
      ...(left > 0 ? [words.more(left), ""] : []),
      "--",
      `${words.stop}:\n${stop}`,
      `${words.manage}:\n${origin}${links.manage}`,
    ].join("\n"),
    html: page(
      subject,
      html`${groups.map(
        ([title, some]) =>
          html`<p class="place" dir="auto">${title}</p>${some.map((one) => itemHtml(one, content))}`,
      )}${left > 0 && html`<p class="more">${words.more(left)}</p>`}`,
      html`<p><a href="${stop}">${words.stop}</a> · <a href="${origin + links.manage}">${words.manage}</a></p>`,
    ),
  }
}

/** A mail about a subscription itself, with one link. `asked`: what was asked for, in words. */
export function noticeMail({
  origin,
  notice,
  asked,
  path,
}: {
  origin: string
  notice: AlertNotice
  asked: string
  path: string
}): RenderedMail {
  const { subject, paragraphs, link } = noticeMailWords(notice, asked)
  const address = origin + path
  return {
    subject: oneLine(subject),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    text: [...paragraphs, `${link}:\n${address}`].join("\n\n"),
    html: page(
      subject,
      html`<h1>${subject}</h1>${paragraphs.map((paragraph) => html`<p dir="auto">${paragraph}</p>`)}
        <p><a class="button" href="${address}">${link}</a></p>`,
      html``,
    ),
  }
}

type Item = AlertMailContent["items"][number]

function itemText({ item, why, stop, followsUp }: Item, { origin, timeZone }: AlertMailContent): string {
  const { said, note } = item
  return [
    item.headline,
    ...item.effects.map((effect) => `- ${effect}`),
    ...(note ? [`${words.corrected}: ${note}`] : []),
    ...(said ? [`${said.speaker}, ${said.when}${said.where ? `, ${said.where}` : ""}: ${said.gist}`] : []),
    ...(said?.quote ? [`“${said.quote}”`] : []),
    ...item.sources.map(
      ({ name, title, url }) =>
        `${words.source}: ${sourceName(name, title)}${url && isWeb(url) ? `\n${url}` : ""}`,
    ),
    words.recorded(recordedWords(item.recordedAt, timeZone)),
    `${words.read}:\n${origin}${item.path}`,
    followsUp ? words.whyFollowUp : `${words.why}: ${why.join("; ")}`,
    `${words.stopOne}:\n${origin}${stop}`,
    "",
  ].join("\n")
}

function itemHtml({ item, why, stop, followsUp }: Item, { origin, timeZone }: AlertMailContent): Html {
  const { said, note } = item
  return html`<div class="item">
    <h2 dir="auto"><a href="${origin + item.path}">${item.headline}</a></h2>
    ${item.effects.map((effect) => html`<p class="effect" dir="auto">${effect}</p>`)}
    ${note && html`<p class="note" dir="auto"><b>${words.corrected}.</b> ${note}</p>`}
    ${said && html`<p class="said" dir="auto"><b>${said.speaker}</b>, ${said.when}${said.where && `, ${said.where}`}: ${said.gist}</p>`}
    ${said?.quote && html`<blockquote dir="auto">“${said.quote}”</blockquote>`}
    ${item.sources.map(
      ({ name, title, url }) =>
        html`<p class="meta" dir="auto">${words.source}: ${
          url && isWeb(url) ? html`<a href="${url}">${sourceName(name, title)}</a>` : sourceName(name, title)
        }</p>`,
    )}
    <p class="meta">${words.recorded(recordedWords(item.recordedAt, timeZone))}</p>
    <p class="meta" dir="auto">${followsUp ? words.whyFollowUp : `${words.why}: ${why.join("; ")}`}. <a href="${origin + stop}">${words.stopOne}</a></p>
  </div>`
}

function sourceName(name: string, title: string | null): string {
  return title ? `${name}, ${title}` : name
}

/** Sources are what others wrote down: nothing but a page of the web is made a link. */
function isWeb(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? "")
}

/** "26 November 2026, 09:14 GMT+2", in the zone of its reader. */
function recordedWords(recordedAt: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(recordedAt))
}

/** What others wrote must not begin a header of its own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 300)
}

function page(title: string, body: Html, links: Html): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${title}</title>
<style>${{ html: MAIL_STYLES }}</style></head>
<body><table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="page" width="600" cellpadding="0" cellspacing="0"><tr><td>
<p class="mast">Parley</p>${body}<div class="foot">${links}<p>${words.foot}</p></div>
</td></tr></table></td></tr></table></body></html>`.html
}
