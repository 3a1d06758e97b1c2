import { diffWordsWithSpace } from "diff"

/** What was taken out and what was put in, word by word; words are found by the rules of their script. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const parts = diffWordsWithSpace(before, after, {
    intlSegmenter: new Intl.Segmenter("en", { granularity: "word" }),
  })
  let place = 0
  return parts.map((part) => {
    const key = place
    place += part.value.length
    if (part.added) return <ins key={`${key} in`}>{part.value}</ins>
    if (part.removed) return <del key={`${key} out`}>{part.value}</del>
    return <span key={key}>{part.value}</span>
  })
}
