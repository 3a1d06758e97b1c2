import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"
import type { Article } from "./article.ts"
import { cleanText } from "./clean-text.ts"
import { readPageFacts } from "./page-facts.ts"

/** What is no part of an article's own words, whatever its text says. */
const NOT_THE_ARTICLE = [
  "title, script, style, noscript, template, link, iframe, object, embed, svg, math, canvas, video, audio, picture, img",
  "form, button, input, select, textarea, dialog, nav, aside, footer, figure, figcaption, caption",
  "[hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=contentinfo], [role=dialog]",
  "[role=search], [role=banner]",
].join(", ")
/** Names that pages give to what they put between the paragraphs. */
const WIDGET =
  /(^|[-_\s])(share|sharing|social|related|recommend(ed|ations?)?|newsletter|promo|advert(isement)?|ads?|caption|credit|comments?|cookie|consent|widget|most-?read|read-?(more|also|next)|also-?read|breadcrumbs?|tags|taglist|toolbar|sidebar|subscribe|paywall|teaser|popup|modal)($|[-_\s])/i
/** A widget is small beside the page; what is not has a misleading name. */
const LARGEST_WIDGET = 0.25
const MOST_ELEMENTS = 100_000
/** Characters; less than this does not stand out from the rest of a page. */
const SHORTEST_ARTICLE = 200

/**
 * The article in a page: nothing of it runs and nothing is loaded. Captions, widgets, navigation and hidden text are left
 * out. Where no article stands out, all of the page's text is taken, and told. Throws where the page is too large to walk.
 */
export function readHtml(html: string, url: string | null): Article {
  const { document } = parseHTML(wholePage(html))
  const facts = readPageFacts(document, url)
  leaveOutTheRest(document)
  const whole = textOf(document.body)
  const reader = new Readability(document, {
    serializer: (node) => node,
    disableJSONLD: true,
    charThreshold: SHORTEST_ARTICLE,
    maxElemsToParse: MOST_ELEMENTS,
  })
  const found = reader.parse()
  const article = found?.content ? textOf(found.content) : ""
  const standsOut = article.length >= SHORTEST_ARTICLE
  const { text, warnings } = cleanText(standsOut ? article : whole)
  if (!standsOut) {
    warnings.push({
      code: "whole_page",
      detail: "No article stood out on this page, so that all of its text is here. Compare it with the page.",
    })
  }
  return { ...facts, text: withoutTitle(text, facts.title), warnings }
}

/** The parser puts in no element that is left out, though HTML lets a page leave out both of these. */
function wholePage(html: string): string {
  const hasBody = /<body[\s>]/i.test(html)
  if (!/<html[\s>]/i.test(html)) return hasBody ? `<html>${html}` : `<html><body>${html}`
  return hasBody ? html : html.replace(/<html(\s[^>]*)?>/i, "$&<body>")
}

function leaveOutTheRest(document: Document): void {
  for (const element of document.querySelectorAll(NOT_THE_ARTICLE)) element.remove()
  const all = document.body?.textContent?.length ?? 0
  for (const element of document.querySelectorAll("[class], [id], [style]")) {
    const names = `${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`
    const isHidden = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0/i.test(
      element.getAttribute("style") ?? "",
    )
    if (!isHidden && !WIDGET.test(names)) continue
    if (isHidden || (element.textContent?.length ?? 0) < all * LARGEST_WIDGET) element.remove()
  }
}

const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN " +
    "OL P PRE SECTION SUMMARY TABLE TBODY THEAD TFOOT TR UL"
  ).split(" "),
)

/** The text below a node, its blocks parted by blank lines. Walks without recursion, since pages may be nested for ever. */
function textOf(root: Node | null): string {
  const parts: string[] = []
  let node: Node | null = root
  while (node) {
    if (node.nodeType === 3) parts.push((node.textContent ?? "").replace(/\s+/g, " "))
    if (BLOCKS.has(node.nodeName.toUpperCase())) parts.push("\n\n")
    else if (/^br$/i.test(node.nodeName)) parts.push("\n")
    else if (/^t[dh]$/i.test(node.nodeName)) parts.push(" ")
    if (node.firstChild) {
      node = node.firstChild
      continue
    }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      if (node && BLOCKS.has(node.nodeName.toUpperCase())) parts.push("\n\n")
    }
    if (!node || node === root) break
    if (BLOCKS.has(node.nodeName.toUpperCase())) parts.push("\n\n")
    node = node.nextSibling
  }
  return parts.join("").trim()
}

function withoutTitle(text: string, title: string | null): string {
  const [first = ""] = text.split("\n\n", 1)
  return title !== null && first.toLowerCase() === title.toLowerCase()
    ? text.slice(first.length).trim()
    : text
}
