import { conflict as deskText } from "../../_messages/desk.en.ts"
import { here as hereText, merging, review as text } from "../../_messages/drafts.en.ts"
import { type StatementValues, valuesOf } from "../_form/statement-values.ts"
import type { Stage } from "../_form/use-statement.ts"
import { useDesk } from "../desk-context.tsx"
import { ConflictPanel } from "./conflict-panel.tsx"
import { FoundWords } from "./found-words.tsx"
import { GoneLine } from "./gone-line.tsx"
import type { LocalCopy } from "./local-copies.ts"
import { PresentLine } from "./present-line.tsx"
import type { useOthers } from "./use-others.ts"

/** What stands above the form of a draft: why it came back, who else is here, words that were found, another's version, its end. */
export function DraftNotices({
  stage,
  others,
  found,
  standing,
  base,
  yours,
  conflictId,
  onTakeFound,
  onDropFound,
}: {
  stage: Stage
  others: ReturnType<typeof useOthers>
  found: LocalCopy | null
  /** The version that stands in the ledger. */
  standing: number | null
  /** The form as it was when both began, and as it is. */
  base: StatementValues
  yours: StatementValues
  conflictId: string
  onTakeFound: () => void
  onDropFound: () => void
}) {
  const { data, me } = useDesk()
  const { conflict, here, gone, merge } = others
  const returned = others.draft?.returned ?? null
  return (
    <>
      {stage.kind === "draft" && returned !== null && (
        <p className="draft-returned">
          {text.returnedBecause} <span dir="auto">{returned}</span>
        </p>
      )}
      {stage.kind === "draft" && <PresentLine here={here} me={me.id} />}
      {found && (
        <FoundWords
          copy={found}
          older={found.version !== standing}
          onTake={onTakeFound}
          onDrop={onDropFound}
        />
      )}
      {conflict && (
        <ConflictPanel
          key={conflict.version}
          id={conflictId}
          conflict={conflict}
          base={base}
          yours={yours}
          theirs={conflict.content && valuesOf(conflict.content)}
          onMerge={merge}
        />
      )}
      {gone && !conflict && (
        <GoneLine href={`/desk/${data.slug}/statements/${encodeURIComponent(stage.id)}`} />
      )}
    </>
  )
}

/** What of it is said aloud when it appears: a region that comes together with its words is not read out. */
export function noticeOf({
  conflict,
  gone,
}: Pick<ReturnType<typeof useOthers>, "conflict" | "gone">): string {
  if (!conflict) return gone ? hereText.gone : ""
  return conflict.content ? merging.heading(conflict.savedByName || merging.somebody) : deskText.gone
}
