import type { AlertItem, AlertMove, ShownPosition } from "../domain/alert-item.ts"
import { instantWords, MAIL_WORDS as words } from "../domain/mail-words.ts"
import type { Placed } from "./arrange-items.ts"
import { type Html, html } from "./html.ts"
import type { ArrangedMail, NoticeMail, ToldItem } from "./mail-content.ts"
import { LOOKS, markOf, quoteLook, SHEET } from "./mail-styles.ts"

/** Up to so many changes are told in full; of more, quotations are left to the page. */
const MOST_IN_FULL = 8
const MOST_EFFECTS = 6
const MOST_SOURCES = 3

/**
 * The part of an alert mail that most people see. Tables and styles of their own, because that is what mail programs agree
 * on; nothing is fetched. See docs/decisions/012-how-mails-are-made.md.
 */
export function alertHtml(mail: ArrangedMail, subject: string): string {
  const { content, groups, heading, stop, manage } = mail
  const isOne = content.items.length === 1
  const body = html`${
    heading &&
    row(LOOKS.top, html`<h1 ${LOOKS.heading}>${heading.title}</h1><p ${LOOKS.span}>${heading.span}</p>`)
  }${groups.map(
    ({ negotiation, placed, left }) =>
      html`${
        !isOne &&
        row(
          LOOKS.placeRow,
          html`<h2 ${LOOKS.place}><a href="${content.origin}/${negotiation.slug}" ${LOOKS.bare}>${name(negotiation.title)}</a></h2>`,
        )
      }${placed.map((one) => row(isOne ? LOOKS.first : LOOKS.item, itemHtml(one, mail, isOne)))}${
        left > 0 &&
        row(
          LOOKS.item,
          html`<p ${LOOKS.paragraph}>${link(`${content.origin}/${negotiation.slug}/statements`, words.left(left, negotiation.title))}</p>`,
        )
      }`,
  )}`
  const foot = html`${reasonsHtml(mail)}<p ${LOOKS.meta}>${link(stop, words.stop, LOOKS.act)} &nbsp; ${link(manage, words.manage, LOOKS.act)}</p><p ${LOOKS.meta}>${words.linksAreSafe}</p>`
  return pageHtml({
    origin: content.origin,
    title: subject,
    preview: previewOf(mail),
    edition: isOne ? (content.items[0]?.item.negotiation.title ?? "") : words.digest[content.cadence],
    body,
    foot,
  })
}

/** The part of a notice that most people see. */
export function noticeHtml(notice: NoticeMail, origin: string): string {
  const { title, before, asked, after, link: action, address } = notice
  const body = row(
    LOOKS.first,
    html`<h1 ${LOOKS.lead}>${title}</h1><p ${LOOKS.paragraph}>${before}</p>${
      asked &&
      html`<table role="presentation" cellpadding="0" cellspacing="0" ${LOOKS.quoted}><tr><td dir="auto" ${quoteLook(isFromRight(asked))}>${asked}</td></tr></table>`
    }
<table role="presentation" cellpadding="0" cellspacing="0" ${LOOKS.action}><tr><td ${LOOKS.buttonCell}><a href="${address}" ${LOOKS.button}>${action}</a></td></tr></table>
<p ${LOOKS.meta}>${words.copyLink}<br>${link(address, address)}</p><br>
${after.map((paragraph) => html`<p ${LOOKS.paragraph}>${paragraph}</p>`)}`,
  )
  return pageHtml({ origin, title, preview: before, edition: "", body, foot: html`` })
}

function itemHtml({ told, since }: Placed<ToldItem>, mail: ArrangedMail, isOne: boolean): Html {
  const { item, reasons, followsUp } = told
  const { origin, timeZone, items } = mail.content
  const inFull = items.length <= MOST_IN_FULL
  const page = origin + item.path
  const move = item.moves.find(({ sentence }) => sentence === item.headline)
  const effects = effectsHtml(item, move ? words.also : words.onTheBoard)
  return html`${since && html`<p ${LOOKS.kicker}>${words.since[since]}</p>`}${
    move
      ? html`${headline(page, html`${name(move.party)} on ${name(move.option)}`, isOne)}<p ${LOOKS.move}>${fromTo(move)}</p>`
      : html`${headline(page, html`${item.headline}`, isOne)}${noteHtml(item)}${effects}`
  }${saidHtml(item, inFull)}${move && effects}${sourcesHtml(item)}<p ${LOOKS.meta}>${words.recorded(
    instantWords(item.recordedAt, timeZone),
  )}${inFull && html` &nbsp; ${link(page, words.read, LOOKS.act)}`}</p>${
    followsUp
      ? html`<p ${LOOKS.meta}>${words.toldBefore}</p>`
      : mail.isMixed && html`<p ${LOOKS.meta}>${name(words.asked(reasons.map((reason) => reason.words)))}</p>`
  }`
}

function headline(page: string, said: Html, isOne: boolean): Html {
  const inner = html`<a href="${page}" ${LOOKS.bare}>${said}</a>`
  return isOne ? html`<h1 ${LOOKS.lead}>${inner}</h1>` : html`<h3 ${LOOKS.headline}>${inner}</h3>`
}

function noteHtml({ kind, note }: AlertItem): Html | null {
  return note === null
    ? null
    : html`<p ${LOOKS.note}><span ${LOOKS.strong}>${words.note(kind)}:</span> ${name(note)}</p>`
}

/** Who said it, when and where; and what, unless the headline has it. */
function saidHtml(item: AlertItem, inFull: boolean): Html | null {
  const { said } = item
  if (!said) return null
  const isTold = item.headline.includes(said.gist)
  const where = said.where && html`, ${name(said.where)}`
  return html`${!isTold && html`<p ${LOOKS.said} dir="auto">${said.gist}</p>`}${
    inFull &&
    said.quote &&
    html`<table role="presentation" cellpadding="0" cellspacing="0" width="100%" ${LOOKS.quoted}><tr><td dir="auto" ${quoteLook(isFromRight(said.quote))}>“${said.quote}”</td></tr></table>`
  }<p ${LOOKS.who}><span dir="auto" ${LOOKS.strong}>${said.speaker}</span>, ${said.when}${where}</p>`
}

function effectsHtml({ effects, moves }: AlertItem, lead: string): Html | null {
  if (effects.length === 0) return null
  const shown = effects.slice(0, MOST_EFFECTS).map((effect) => {
    const move = moves.find(({ sentence }) => sentence === effect)
    return move ? html`<br>${name(move.party)} on ${name(move.option)}: ${fromTo(move)}` : html`<br>${effect}`
  })
  const left = effects.length - shown.length
  return html`<p ${LOOKS.effects}><span ${LOOKS.strong}>${lead}</span>${shown}${
    left > 0 && html`<br>${words.furtherEffects(left)}`
  }</p>`
}

function sourcesHtml({ sources }: AlertItem): Html {
  const shown = sources.slice(0, MOST_SOURCES).map(({ name: source, title, url }) => {
    const told = title ? html`${name(source)}, ${name(`“${title}”`)}` : name(source)
    return html`<p ${LOOKS.meta}>${words.source}: ${url ? html`<a href="${url}" ${LOOKS.link}>${told}</a>` : told}</p>`
  })
  const left = sources.length - shown.length
  return html`${shown}${left > 0 && html`<p ${LOOKS.meta}>${words.furtherSources(left)}</p>`}`
}

function reasonsHtml({ content, reasons }: ArrangedMail): Html[] {
  return reasons.map(
    (reason) =>
      html`<p ${LOOKS.meta}>${name(words.askedOnce(reason.words))}${
        reasons.length > 1 && html` &nbsp; ${link(content.origin + reason.stop, words.stopOne, LOOKS.act)}`
      }</p>`,
  )
}

function fromTo({ from, to }: AlertMove): Html {
  return html`${words.from} ${position(from)} ${words.to} ${position(to)}`
}

function position(shown: ShownPosition): Html {
  const mark = markOf(shown)
  return mark
    ? html`<span ${mark.look}>${mark.sign}&nbsp;${shown.word}</span>`
    : html`${shown.word.toLowerCase()}`
}

/** What may be in any script, so that it does not turn what stands around it. */
function name(text: string): Html {
  return html`<span dir="auto">${text}</span>`
}

function link(address: string, text: string, look: Html = LOOKS.link): Html {
  return html`<a href="${address}" ${look}>${text}</a>`
}

/** What a list of mails shows behind the subject. */
function previewOf({ groups, content }: ArrangedMail): string {
  const placed = groups.flatMap((group) => group.placed.map(({ told }) => told.item))
  const [first, ...others] = placed
  if (content.items.length > 1)
    return others
      .slice(0, 3)
      .map(({ headline }) => headline)
      .join("; ")
  if (first?.note) return first.note
  return first?.said ? `${first.said.speaker}, ${first.said.when}: ${first.said.gist}` : ""
}

/** The first letter that runs in any direction runs from the right: Hebrew, Arabic and their like. */
function isFromRight(text: string): boolean {
  return /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text)
}

function row(look: Html, inner: Html): Html {
  return html`<tr><td colspan="2" ${look}>${inner}</td></tr>
`
}

function pageHtml(page: {
  origin: string
  title: string
  preview: string
  edition: string
  body: Html
  foot: Html
}): string {
  const { origin, title, preview, edition, body, foot } = page
  return html`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no"><title>${title}</title>
<style>${{ html: SHEET }}</style></head>
<body ${LOOKS.sheet}>
<div style="display:none;max-height:0;overflow:hidden">${preview}${{ html: PADDING }}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" ${LOOKS.sheet}><tr><td align="center" class="w" style="padding:26px 24px 36px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" align="center" ${LOOKS.page}>
<tr><td ${LOOKS.mast}><a href="${origin}" ${LOOKS.brand}>${words.name}</a></td><td align="right" valign="bottom" ${LOOKS.edition}>${name(edition)}</td></tr>
${body}<tr><td colspan="2" ${LOOKS.foot}>${foot}<p ${LOOKS.meta}>${words.about}</p></td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`.html
}

/** Keeps the text of the mail itself out of the preview. */
const PADDING = "&#847;&zwnj;&nbsp;".repeat(60)
