import { type AlertNotice, noticeSentence } from "../domain/alert-notice.ts"
import { mailSubject, noticeMailWords } from "../domain/mail-words.ts"
import { cleanText } from "./clean-item.ts"
import { type AlertMailContent, arrangeMail } from "./mail-content.ts"
import { alertHtml, noticeHtml } from "./mail-html.ts"
import { alertText, noticeText } from "./mail-text.ts"
import { mailId } from "./send-mail.ts"

export interface RenderedMail {
  subject: string
  /** Broken as format=flowed (RFC 3676). */
  text: string
  html: string
  headers: Record<string, string>
}

/** What a list of mails shows of a subject. */
const MOST_OF_SUBJECT = 140
const MOST_OF_ASKED = 700

/**
 * A mail about changes, one or many. It can be ended by one click in a mail program (RFC 8058), and stands beneath the mails
 * that told of what it corrects.
 */
export function alertMail(content: AlertMailContent): RenderedMail {
  const mail = arrangeMail(content)
  const { origin, follows } = content
  const [first] = mail.groups[0]?.placed ?? []
  if (!first) throw new Error("A mail tells of one change or more.")
  const subject = cleanText(mailSubject(first.told.item, content.items.length), MOST_OF_SUBJECT)
  const host = URL.parse(origin)?.hostname ?? "localhost"
  const references = follows.map((id) => mailId(id, origin))
  return {
    subject,
    text: alertText(mail),
    html: alertHtml(mail, subject),
    headers: {
      ...GENERATED,
      "List-Id": `Parley <alerts.${host}>`,
      "List-Unsubscribe": `<${mail.stop}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      ...(references.length > 0 && {
        "In-Reply-To": references.at(-1) ?? "",
        References: references.join(" "),
      }),
    },
  }
}

/**
 * A mail about a subscription itself, with one link, to `path` from the site's root. `asked`: what was asked for, in words;
 * empty where the notice is not about that.
 */
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
  const mail = {
    ...noticeMailWords(notice),
    title: cleanText(noticeSentence(notice), MOST_OF_SUBJECT),
    asked: cleanText(asked, MOST_OF_ASKED) || null,
    address: origin + path,
  }
  return { subject: mail.title, text: noticeText(mail), html: noticeHtml(mail, origin), headers: GENERATED }
}

/** So that no machine answers (RFC 3834, and what Exchange reads instead). */
const GENERATED = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" }
