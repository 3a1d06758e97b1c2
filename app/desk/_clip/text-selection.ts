import { type RefObject, useEffect, useState } from "react"
import { type Span, trimmed } from "./walk-text.ts"

/** What is selected in the article, by mouse, by touch or by caret; it stays when the focus goes elsewhere. */
export function useTextSelection(article: RefObject<HTMLElement | null>, text: string): Span | null {
  const [selected, setSelected] = useState<Span | null>(null)
  useEffect(() => {
    const read = () => {
      const selection = document.getSelection()
      if (!selection || selection.rangeCount === 0) return
      const range = selection.getRangeAt(0)
      if (!article.current?.contains(range.commonAncestorContainer)) return
      const [start, end] = [
        offsetAt(range.startContainer, range.startOffset),
        offsetAt(range.endContainer, range.endOffset),
      ]
      const [span] = start === null || end === null ? [] : trimmed(text, { start, end })
      setSelected(span ?? null)
    }
    document.addEventListener("selectionchange", read)
    return () => document.removeEventListener("selectionchange", read)
  }, [article, text])
  return selected
}

/** Selects a stretch of the text as a mouse would, so that it is seen, copied and read like any selection. */
export function selectText(article: HTMLElement, span: Span): void {
  const [from, to] = [pointAt(article, span.start, false), pointAt(article, span.end, true)]
  if (!from || !to) return
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  const paragraph = from.node.parentElement?.closest("[data-start]")
  paragraph?.scrollIntoView({ block: "nearest" })
}

/** The place in the text of a place in the page: paragraphs carry where they start. */
function offsetAt(node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement
  const paragraph = element?.closest<HTMLElement>("p[data-start]")
  if (!paragraph) {
    // between paragraphs: where the next one begins
    const next = node instanceof Element ? node.children[offset]?.closest<HTMLElement>("p[data-start]") : null
    return next ? startOf(next) : null
  }
  const before = document.createRange()
  before.setStart(paragraph, 0)
  before.setEnd(node, offset)
  return startOf(paragraph) + before.toString().length
}

function pointAt(article: HTMLElement, at: number, isEnd: boolean): { node: Node; offset: number } | null {
  const paragraphs = [...article.querySelectorAll<HTMLElement>("p[data-start]")]
  const paragraph = paragraphs.findLast((one) => (isEnd ? startOf(one) < at : startOf(one) <= at))
  if (!paragraph) return null
  let left = at - startOf(paragraph)
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (isEnd ? left <= length : left < length) return { node, offset: left }
    left -= length
  }
  return null
}

function startOf(paragraph: HTMLElement): number {
  return Number(paragraph.dataset.start)
}
