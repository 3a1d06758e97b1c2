"use client"

import { useEffect, useId, useMemo, useRef, useState } from "react"
import { FormProvider, useForm, useWatch } from "react-hook-form"
import { log as text } from "../../_messages/desk.en.ts"
import { useCommands, useTell } from "../_commands/commands.tsx"
import { Discussion } from "../_drafts/discussion.tsx"
import { DraftNotices, noticeOf } from "../_drafts/draft-notices.tsx"
import { asStored } from "../_drafts/lacks.ts"
import { SaveLine, saveNote } from "../_drafts/save-line.tsx"
import type { SaveState } from "../_drafts/use-autosave.ts"
import type { DraftNow } from "../_drafts/use-draft-live.ts"
import { useFoundCopy } from "../_drafts/use-found-copy.ts"
import { useOthers } from "../_drafts/use-others.ts"
import { useSaving } from "../_drafts/use-saving.ts"
import { ShowProblem } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { problem as problemOf } from "../problem.ts"
import { useAlive, useFocusGoesOn, useFocusOnProblem, useUnsaved } from "../use-form-habits.ts"
import { ActionBar } from "./action-bar.tsx"
import { CorrectionNote } from "./correction-note.tsx"
import { differences } from "./differences.ts"
import { sentencesOf, summaryOf } from "./effect-sentences.ts"
import { formCommands } from "./form-commands.ts"
import { type FormInClip, useFormPlace } from "./form-place.ts"
import { FormSections } from "./form-sections.tsx"
import { incomplete } from "./incomplete.ts"
import { Outcome, type OutcomeKind } from "./outcome.tsx"
import { OverrideField } from "./override-field.tsx"
import { PreviewPanel } from "./preview-panel.tsx"
import { SourceText } from "./source-text.tsx"
import { fieldsOf, type StatementValues, saySame } from "./statement-values.ts"
import { usePreview } from "./use-preview.ts"
import { useShownProblem } from "./use-shown-problem.ts"
import { type Done, type Stage, useStatement } from "./use-statement.ts"

type Verb = "save" | "publish" | "review"

/** Logs a statement, goes on with a draft, or corrects what is published: one form, for it is one thing. */
export function StatementForm({
  first,
  initial,
  begin = initial,
  draft,
  onCancel,
  beside,
  clip,
}: {
  first: Stage
  /** As it stands in the ledger. */
  initial: StatementValues
  /** What the form begins with, where that is something else. */
  begin?: StatementValues
  /** The draft as it was read with the page. */
  draft?: DraftNow
  /** Given where the form can be left for what was there before it. */
  onCancel?: () => void
  /** Stands above the text of the source. */
  beside?: React.ReactNode
  clip?: FormInClip
}) {
  const { data, me, isEditor } = useDesk()
  const { slug } = data
  const form = useForm<StatementValues>({ defaultValues: begin })
  const { control, getValues } = form
  useWatch({ control })
  const values = getValues()
  const [saved, setSaved] = useState(initial)
  const [note, setNote] = useState("")
  const [override, setOverride] = useState("")
  const { wrong, show, clear } = useShownProblem(values)
  const [told, setTold] = useState("")
  const [outcome, setOutcome] = useState<OutcomeKind | null>(null)
  /** The statement there was already, where the document was added to it. */
  const [addedTo, setAddedTo] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [formId, conflictId] = [useId(), useId()]
  const ref = useRef<HTMLFormElement>(null)
  const acting = useRef(false)
  const desk = useStatement(slug, first)
  const { stage } = desk
  const preview = usePreview(slug, stage.id, values)
  const changed = useMemo(() => !saySame(values, saved), [values, saved])
  const active = clip?.active ?? true
  const others = useOthers({
    active,
    slug,
    first: draft,
    stage,
    desk,
    saved,
    changed,
    onTake: take,
    onTell: setTold,
  })
  const { conflict } = others
  /** The version that stands in the ledger, as far as this page knows. */
  const standing = others.draft?.version ?? (stage.kind === "new" ? null : stage.version)
  const found = useFoundCopy({ me: me.id, slug, id: first.kind === "new" ? undefined : first.id, initial })
  const { auto, kept, drafting, waitsForDocument } = useSaving({
    slug,
    me: me.id,
    desk,
    values,
    saved,
    changed,
    documents: begin.documents,
    enabled: !conflict && !outcome && !adding && !others.gone,
    paused: found.copy !== null,
    onStored: stored,
    onConflict: others.meet,
  })
  const leaving = outcome !== null && outcome !== "in_review"
  useUnsaved(changed && !leaving)
  useFocusOnProblem(ref, wrong)
  useFocusGoesOn(found.copy !== null || conflict !== null, () => form.setFocus("gist"))
  const alive = useAlive()

  const reasons = preview.shown?.reasons ?? []
  const needsSecond = preview.shown?.secondNeeded ?? false

  async function act(verb: Verb, comment = "") {
    if (acting.current || found.copy) return
    if (conflict) return document.getElementById(conflictId)?.focus()
    setTold("")
    const correcting = stage.kind === "published"
    const early =
      incomplete(values, verb !== "save") ??
      (correcting && note.trim() === "" ? problemOf(text.noteEmpty, "note") : undefined)
    if (early) return show(early.path, early.detail)
    clear()
    // fields without a name of their own keep what was typed while the answer is under way
    const sent = structuredClone(values)
    const asked = { values: sent, override: isEditor ? override : "", note, saved: fieldsOf(saved) }
    acting.current = true
    const done = await (correcting
      ? desk.correct(asked)
      : verb === "save"
        ? desk.save(sent, changed || stage.kind === "new")
        : verb === "review"
          ? desk.sendToReview(asked, changed, comment)
          : desk.publish(asked, changed))
    acting.current = false
    settle(done, sent)
  }

  function settle(done: Done, sent: StatementValues) {
    if ("conflict" in done) return others.meet(done.conflict)
    if ("problem" in done) {
      const { code, path, detail } = done.problem
      return show(code === "needs_second_person" && isEditor ? "override" : path, detail)
    }
    const { status } = done.state
    stored(sent)
    auto.saved()
    if (stage.kind === "published") return end("corrected")
    if (status === "published") return end("published")
    if (status === "in_review" && stage.kind === "draft" && stage.status === "in_review")
      setTold(text.stillInReview)
    else if (status === "in_review") end("in_review")
    else setTold(text.draftSaved)
  }

  /** The server has these words; a document that was new among them is stored with them. */
  function stored(sent: StatementValues) {
    const keys = new Set(sent.documents.map(({ key }) => key))
    for (const [index, { key, stored }] of getValues("documents").entries())
      if (!stored && keys.has(key)) form.setValue(`documents.${index}.stored`, true)
    setSaved(asStored(sent))
  }

  function end(outcome: OutcomeKind) {
    setOutcome(outcome)
    clip?.onSettled(outcome)
  }

  function addedAsSource(to: string) {
    setAddedTo(to)
    // nothing of the form is waiting to be stored any more
    setSaved(getValues())
    end("source_added")
  }

  /** Puts other words into the form, which stand on what is stored now. */
  function take(now: StatementValues, stored: StatementValues) {
    form.reset(now)
    setSaved(stored)
  }

  function takeFound() {
    const copy = found.take()
    if (!copy) return
    form.reset(copy.values)
    if (copy.version === standing) return
    // others have saved since: both stand side by side, once the server has shown theirs
    setSaved(copy.saved)
    if (others.draft) others.stand(others.draft)
    else
      desk.goOnFrom({ version: copy.version ?? 1, status: stage.kind === "draft" ? stage.status : "draft" })
  }

  useCommands(formCommands({ form, ref, stage, act, selected: clip?.selected, tell: setTold }), active)
  const tell = useTell()
  const spoken =
    noticeOf(others) || told || (preview.shown ? sentencesOf(preview.shown, data).join(". ") : "")
  const lastSpoken = useRef("")
  useEffect(() => {
    // being shown is nothing to say: what became of the form before is being said
    if (spoken === lastSpoken.current) return
    lastSpoken.current = spoken
    if (active) tell(spoken)
  }, [active, spoken, tell])
  useFormPlace(clip, ref, { alive, slug, stage, form, changed, onBegunAs: setSaved })

  if (outcome && clip) return null
  if (outcome)
    return (
      <Outcome kind={outcome} id={addedTo ?? stage.id} documents={values.documents} preview={preview.shown} />
    )

  const changes = stage.kind === "published" ? differences(saved, values, data) : []
  const byHand: SaveState = changed ? { kind: "waiting" } : { kind: "saved", at: null }
  const bySelf: SaveState = stage.kind === "new" && !changed ? { kind: "begun" } : auto.state
  return (
    <FormProvider {...form}>
      <ShowProblem value={wrong}>
        <div className={clip ? "contents" : "desk-screen"}>
          {!clip && <SourceText onTold={setTold}>{beside}</SourceText>}
          <div className="draft-column">
            <DraftNotices
              stage={stage}
              others={others}
              found={found.copy}
              standing={standing}
              base={saved}
              yours={values}
              conflictId={conflictId}
              onTakeFound={takeFound}
              onDropFound={found.drop}
            />
            <form
              ref={ref}
              className="desk-form"
              inert={!alive || found.copy !== null || (others.gone && !conflict)}
              noValidate
              aria-busy={desk.working}
              onSubmit={(event) => event.preventDefault()}
            >
              <FormSections
                clip={clip}
                stage={stage}
                idle={desk.idle}
                onAdding={setAdding}
                onAdded={addedAsSource}
              />
              {stage.kind === "published" && (
                <CorrectionNote changes={changes} note={note} onNote={setNote} />
              )}
              <PreviewPanel state={preview} id={formId}>
                {reasons.length > 0 && (
                  <OverrideField
                    reasons={reasons}
                    needsSecond={needsSecond}
                    correcting={stage.kind === "published"}
                    value={override}
                    onChange={setOverride}
                  />
                )}
              </PreviewPanel>
              <ActionBar
                stage={stage}
                working={desk.working}
                needsSecond={needsSecond}
                overriding={isEditor && override.trim() !== ""}
                told={told}
                saveLine={
                  <SaveLine
                    state={drafting ? bySelf : byHand}
                    kept={kept}
                    conflict={conflict && { id: conflictId, name: conflict.savedByName }}
                    note={saveNote(stage, waitsForDocument, changed)}
                  />
                }
                summary={preview.shown && summaryOf(preview.shown)}
                previewId={formId}
                problem={wrong?.field === undefined ? wrong?.detail : undefined}
                onPublish={() => act("publish")}
                onSave={() => act("save")}
                onReview={() => act("review")}
                onCancel={onCancel}
              />
            </form>
            {stage.kind === "draft" && others.draft && (
              <Discussion
                draft={others.draft}
                unsaved={changed}
                onReview={(comment) => act("review", comment)}
                onRead={others.read}
              />
            )}
          </div>
        </div>
      </ShowProblem>
    </FormProvider>
  )
}
