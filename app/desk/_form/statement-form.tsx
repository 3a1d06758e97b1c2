"use client"

import { useEffect, useId, useMemo, useRef, useState } from "react"
import { FormProvider, get, useForm, useWatch } from "react-hook-form"
import { log as text } from "../../_messages/desk.en.ts"
import { type ShownProblem, ShowProblem } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { problem as problemOf } from "../problem.ts"
import { useAlive, useFocusOnProblem, useKeys, useUnsaved } from "../use-form-habits.ts"
import { ActionBar } from "./action-bar.tsx"
import { ConditionsSection } from "./conditions-section.tsx"
import { ConflictPanel } from "./conflict-panel.tsx"
import { CorrectionNote } from "./correction-note.tsx"
import { differences } from "./differences.ts"
import { DocumentsSection } from "./documents-section.tsx"
import { sentencesOf, summaryOf } from "./effect-sentences.ts"
import { incomplete } from "./incomplete.ts"
import { MovesSection } from "./moves-section.tsx"
import { Outcome, type OutcomeKind } from "./outcome.tsx"
import { OverrideField } from "./override-field.tsx"
import { PreviewPanel } from "./preview-panel.tsx"
import { fieldOfPath } from "./problem-field.ts"
import { SourceText } from "./source-text.tsx"
import { SpeakerSection } from "./speaker-section.tsx"
import { StancesSection } from "./stances-section.tsx"
import { fieldsOf, type StatementValues, valuesOf } from "./statement-values.ts"
import { usePreview } from "./use-preview.ts"
import { type Conflict, type Done, type Stage, useStatement } from "./use-statement.ts"
import { SaidSection, WordsSection } from "./words-section.tsx"

/** Logs a statement, goes on with a draft, or corrects what is published: one form, for it is one thing. */
export function StatementForm({
  first,
  initial,
  onCancel,
  beside,
}: {
  first: Stage
  initial: StatementValues
  /** Given where the form can be left for what was there before it. */
  onCancel?: () => void
  /** Stands above the text of the source. */
  beside?: React.ReactNode
}) {
  const { data, me, isEditor } = useDesk()
  const form = useForm<StatementValues>({ defaultValues: initial })
  const { control, getValues } = form
  useWatch({ control })
  const values = getValues()
  const [saved, setSaved] = useState(initial)
  const [note, setNote] = useState("")
  const [override, setOverride] = useState("")
  const [wrong, setWrong] = useState<ShownProblem | null>(null)
  const [told, setTold] = useState("")
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [outcome, setOutcome] = useState<OutcomeKind | null>(null)
  const formId = useId()
  const ref = useRef<HTMLFormElement>(null)
  const desk = useStatement(data.slug, first, me.id)
  const { stage } = desk
  const preview = usePreview(data.slug, stage.id, values)
  const changed = useMemo(
    () => JSON.stringify(fieldsOf(values)) !== JSON.stringify(fieldsOf(saved)),
    [values, saved],
  )
  // a sentence stands until its field is changed
  const refused = wrong?.field === undefined ? undefined : JSON.stringify(get(values, wrong.field))
  const [refusedAt, setRefusedAt] = useState<string>()
  useEffect(() => {
    if (refusedAt !== undefined && refused !== refusedAt) setWrong(null)
  }, [refused, refusedAt])
  const leaving = outcome !== null && outcome !== "in_review"
  useUnsaved(changed && !leaving)
  useFocusOnProblem(ref, wrong)
  useEffect(() => {
    // a draft has an address of its own, for whoever reloads; with the router's state, so that it leaves the form alone
    const address = `/desk/${data.slug}/statements/${encodeURIComponent(stage.id)}`
    if (stage.kind !== "new" && window.location.pathname !== address)
      window.history.replaceState(window.history.state, "", address)
  })
  const alive = useAlive()

  const reasons = preview.shown?.reasons ?? []
  const mine = stage.kind !== "draft" || stage.author === me.id || stage.savedBy === me.id
  const needsSecond = reasons.length > 0 && mine && stage.kind !== "published"

  async function act(verb: "save" | "publish") {
    if (desk.working) return
    setTold("")
    const correcting = stage.kind === "published"
    const early =
      incomplete(values, verb === "publish") ??
      (correcting && note.trim() === "" ? problemOf(text.noteEmpty, "note") : undefined)
    if (early) return show(early.path, early.detail)
    setWrong(null)
    // fields without a name of their own keep what was typed while the answer is under way
    const sent = structuredClone(values)
    const asked = { values: sent, override: isEditor ? override : "", note, saved: fieldsOf(saved) }
    const done = await (correcting
      ? desk.correct(asked)
      : verb === "save"
        ? desk.save(asked, changed || stage.kind === "new")
        : desk.publish(asked, changed))
    if (done) settle(done, sent)
  }

  function settle(done: Done, sent: StatementValues) {
    if ("conflict" in done) return setConflict(done.conflict)
    if ("problem" in done) {
      const { code, path, detail } = done.problem
      return show(code === "needs_second_person" && isEditor ? "override" : path, detail)
    }
    const { status } = done.state
    // what was new is stored now
    for (const [index] of sent.documents.entries()) form.setValue(`documents.${index}.stored`, true)
    setSaved({ ...sent, documents: sent.documents.map((document) => ({ ...document, stored: true })) })
    setConflict(null)
    if (stage.kind === "published") return setOutcome("corrected")
    if (status === "published") return setOutcome("published")
    if (status === "in_review" && stage.kind === "draft" && stage.status === "in_review")
      setTold(text.stillInReview)
    else if (status === "in_review") setOutcome("in_review")
    else setTold(text.draftSaved)
  }

  function show(path: string | undefined, detail: string) {
    const field = fieldOfPath(path, values)
    setRefusedAt(field === undefined ? undefined : JSON.stringify(get(values, field)))
    setWrong({ field, detail })
  }

  function merge(merged: StatementValues, theirs: StatementValues, version: number) {
    form.reset(merged)
    setSaved(theirs)
    setConflict(null)
    desk.goOnFrom(version)
  }

  useKeys({ publish: () => act("publish"), save: () => stage.kind !== "published" && act("save") })

  if (outcome)
    return <Outcome kind={outcome} id={stage.id} documents={values.documents} preview={preview.shown} />

  const changes = stage.kind === "published" ? differences(saved, values, data) : []
  const spoken = told || (preview.shown ? sentencesOf(preview.shown, data).join(". ") : "")
  return (
    <FormProvider {...form}>
      <ShowProblem value={wrong}>
        <div className="desk-screen">
          <SourceText onTold={setTold}>{beside}</SourceText>
          <form
            ref={ref}
            className="desk-form"
            inert={!alive}
            noValidate
            aria-busy={desk.working}
            onSubmit={(event) => event.preventDefault()}
          >
            {conflict && (
              <ConflictPanel
                conflict={conflict}
                yours={values}
                theirs={conflict.content && valuesOf(conflict.content, data.conditions)}
                onMerge={merge}
              />
            )}
            <DocumentsSection />
            <SpeakerSection />
            <SaidSection />
            <WordsSection />
            <StancesSection />
            <ConditionsSection />
            <MovesSection />
            {stage.kind === "published" && <CorrectionNote changes={changes} note={note} onNote={setNote} />}
            <PreviewPanel state={preview} id={formId}>
              {reasons.length > 0 && (
                <OverrideField
                  reasons={reasons}
                  needsSecond={needsSecond}
                  maybe={stage.kind === "published"}
                  value={override}
                  onChange={setOverride}
                />
              )}
            </PreviewPanel>
            <ActionBar
              stage={stage}
              working={desk.working}
              changed={changed}
              needsSecond={needsSecond}
              overriding={isEditor && override.trim() !== ""}
              told={told}
              summary={preview.shown && summaryOf(preview.shown)}
              previewId={formId}
              problem={wrong?.field === undefined ? wrong?.detail : undefined}
              onPublish={() => act("publish")}
              onSave={() => act("save")}
              onCancel={onCancel}
            />
            <p className="visually-hidden" role="status">
              {spoken}
            </p>
          </form>
        </div>
      </ShowProblem>
    </FormProvider>
  )
}
