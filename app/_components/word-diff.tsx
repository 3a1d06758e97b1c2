import { Fragment } from "react"
import { diff as text } from "../_messages/sources.en.ts"
import { wordChanges } from "./word-changes.ts"

/** What was taken out and what was put in, word by word: underlined or struck through, marked, and said to who listens. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  let place = 0
  return wordChanges(before, after).map(({ kind, words }) => {
    const key = place
    place += words.length
    switch (kind) {
      case "in":
        return (
          <Fragment key={key}>
            <span className="visually-hidden"> {text.added} </span>
            <ins>
              <bdi>{words}</bdi>
            </ins>
          </Fragment>
        )
      case "out":
        return (
          <Fragment key={key}>
            <span className="visually-hidden"> {text.removed} </span>
            <del>
              <bdi>{words}</bdi>
            </del>
          </Fragment>
        )
      case "kept":
        return <span key={key}>{words}</span>
      default:
        return kind satisfies never
    }
  })
}
