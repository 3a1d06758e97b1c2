import { useEffect, useState } from "react"
import { type LocalCopy, strayCopies } from "../_drafts/local-copies.ts"
import { keyOf } from "./clip-items.ts"
import type { Span } from "./walk-text.ts"

/** Forms of a clip that were begun in this browser and never stored, with the stretch of the text that each is about. */
export type Begun = { span: Span; copy: LocalCopy }[]

/** Those that an earlier visit left behind, so that each goes on where it was; null until they are looked for. */
export function useBegun(me: string, slug: string, document: string): Begun | null {
  const [begun, setBegun] = useState<Begun | null>(null)
  useEffect(() => {
    let current = true
    void strayCopies({ me, slug }).then((copies) => current && setBegun(begunIn(copies, document)))
    return () => {
      current = false
    }
  }, [me, slug, document])
  return begun
}

/** Those of the copies that are about this document; of several about one stretch the first. */
export function begunIn(copies: readonly LocalCopy[], document: string): Begun {
  const all = copies.flatMap((copy) => {
    const span = copy.values.documents.find(({ key }) => key === document)?.span
    return span ? [{ span, copy }] : []
  })
  return all.filter((one, i) => all.findIndex(({ span }) => keyOf(span) === keyOf(one.span)) === i)
}
