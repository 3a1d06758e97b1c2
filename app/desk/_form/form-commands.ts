import type { RefObject } from "react"
import type { UseFormReturn } from "react-hook-form"
import { clip as text } from "../../_messages/clip.en.ts"
import { actions, log } from "../../_messages/desk.en.ts"
import type { Command } from "../_commands/command-store.ts"
import { withoutMarks } from "./source-text.tsx"
import type { StatementValues } from "./statement-values.ts"
import type { Stage } from "./use-statement.ts"

/** What can be done in the form, from wherever the focus is. */
export function formCommands({
  form,
  ref,
  stage,
  act,
  selected,
  tell,
}: {
  form: UseFormReturn<StatementValues>
  ref: RefObject<HTMLFormElement | null>
  stage: Stage
  act: (verb: "save" | "publish") => void
  /** Where the text of the source stands beside the form: what is selected in it. */
  selected: (() => { words: string; start: number; end: number } | null) | undefined
  tell: (words: string) => void
}): Command[] {
  const part = (name: string) => ref.current?.querySelector<HTMLElement>(`[data-part=${name}]`)
  const published = stage.kind === "published"
  const commands: (Command | false)[] = [
    {
      id: "publish",
      title: published ? actions.correct : text.publishOrReview,
      keys: "Ctrl+Enter",
      run: () => act("publish"),
    },
    !published && { id: "save", title: actions.saveDraft, keys: "Ctrl+S", run: () => act("save") },
    { id: "go-gist", title: text.goGist, keys: "Alt+G", run: () => form.setFocus("gist") },
    {
      id: "go-positions",
      title: text.goPositions,
      keys: "Alt+P",
      run: () => part("positions")?.querySelector<HTMLElement>("[role=combobox]")?.focus(),
    },
    {
      id: "add-condition",
      title: log.addCondition,
      keys: "Alt+C",
      run: () => part("conditions")?.querySelector<HTMLElement>("button.desk-start:last-of-type")?.click(),
    },
    selected !== undefined && {
      id: "quote-selection",
      title: log.takeQuote,
      keys: "Alt+Q",
      run: () => {
        const found = selected()
        if (!found) return tell(log.nothingSelected)
        form.setValue("quote", withoutMarks(found.words), { shouldDirty: true })
        form.setValue("documents.0.span", { start: found.start, end: found.end }, { shouldDirty: true })
        if (form.getValues("directness") === "paraphrase") form.setValue("directness", "verbatim")
        tell(log.quoteTaken)
        form.setFocus("quote")
      },
    },
  ]
  return commands.filter((command) => command !== false)
}
