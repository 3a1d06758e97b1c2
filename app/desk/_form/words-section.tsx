"use client"

import { useState } from "react"
import { useFormContext, useWatch } from "react-hook-form"
import { ACTS, ATTRIBUTIONS, DIRECTNESS, MODALITIES } from "../../../server/domain/vocabulary.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { words } from "../../_messages/en.ts"
import { Fields, Fold, SelectField, TextArea, TextField, useProblemAt } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { saidWords } from "./said-words.ts"
import type { StatementValues } from "./statement-values.ts"

export function SaidSection() {
  const { data } = useDesk()
  const { control, register } = useFormContext<StatementValues>()
  const [saidAt, zone] = useWatch({ control, name: ["saidAt", "zone"] })
  const [asked, setAsked] = useState(false)
  const refused = useProblemAt("zone") !== undefined
  const zoneShown = asked || zone !== "" || refused
  const read = saidWords(saidAt, zone.trim() || data.timeZone)
  return (
    <Fields legend={text.said} name="said" className="desk-fields desk-part">
      <div className="desk-three">
        <TextField label={text.saidAt} dir="ltr" spellCheck={false} {...register("saidAt")} />
        <TextField label={text.place} {...register("place")} />
        <TextField label={text.venue} placeholder={text.venueHint} {...register("venue")} />
      </div>
      <div className="desk-read-line">
        <p className={saidAt.trim() === "" ? "hint" : "desk-read"} data-readable={read.readable}>
          {saidAt.trim() === "" ? text.saidAtHint : read.words}
          {saidAt.trim() !== "" && !read.readable && ` ${text.saidAtHint}`}
        </p>
        {!zoneShown && (
          <button type="button" className="desk-quiet" onClick={() => setAsked(true)}>
            {text.otherZone}
          </button>
        )}
      </div>
      {zoneShown && (
        <TextField
          label={text.zone}
          dir="ltr"
          spellCheck={false}
          placeholder={data.timeZone}
          // it was asked for a moment ago
          autoFocus={asked}
          {...register("zone")}
        />
      )}
    </Fields>
  )
}

const MORE = ["originalText", "translator", "act", "modality", "credibility", "tier", "tierReason", "via"]

export function WordsSection() {
  const { control, register, formState } = useFormContext<StatementValues>()
  const tier = useWatch({ control, name: "tier" })
  const before = formState.defaultValues
  return (
    <Fields legend={text.words} name="words" className="desk-fields desk-part">
      <TextArea label={text.gist} rows={3} {...register("gist")} />
      <TextArea label={text.quote} hint={text.quoteHint} rows={3} {...register("quote")} />
      <div className="desk-two">
        <SelectField label={text.directness} {...register("directness")}>
          <Values of={DIRECTNESS} called={words.directness} />
        </SelectField>
        <SelectField label={text.attribution} {...register("attribution")}>
          <Values of={ATTRIBUTIONS} called={words.attribution} />
        </SelectField>
      </div>
      <TextField label={text.language} hint={text.languageHint} dir="ltr" {...register("language")} />
      <Fold
        summary={text.more}
        names={MORE}
        open={Boolean(before?.tier || before?.originalText || before?.act)}
      >
        <div className="desk-two">
          <SelectField label={text.act} {...register("act")}>
            {!before?.act && <option value="">{text.notCoded}</option>}
            <Values of={ACTS} called={words.act} />
          </SelectField>
          <SelectField label={text.modality} {...register("modality")}>
            {before?.modality === "" && <option value="">{text.notCoded}</option>}
            <Values of={MODALITIES} called={words.modality} />
          </SelectField>
        </div>
        <div className="desk-two">
          <SelectField label={text.credibility} {...register("credibility")}>
            <option value="">{text.notGraded}</option>
            {Object.entries(words.credibility).map(([grade, meaning]) => (
              <option key={grade} value={grade}>{`${grade}, ${meaning}`}</option>
            ))}
          </SelectField>
          <TextField label={text.via} hint={text.viaHint} {...register("via")} />
        </div>
        <div className="desk-two">
          <SelectField label={text.tier} {...register("tier")}>
            <option value="">{text.tierUsual}</option>
            {Object.entries(words.tier).map(([tier, meaning]) => (
              <option key={tier} value={tier}>{`${tier}, ${meaning}`}</option>
            ))}
          </SelectField>
          {tier !== "" && <TextField label={text.tierReason} {...register("tierReason")} />}
        </div>
        <TextArea label={text.original} {...register("originalText")} />
        <TextField label={text.translator} {...register("translator")} />
      </Fold>
    </Fields>
  )
}

/** A value list as options, in the order of the list. */
export function Values<T extends string>({
  of,
  called,
}: {
  of: readonly T[]
  called: Readonly<Record<T, string>>
}) {
  return of.map((value) => (
    <option key={value} value={value}>
      {called[value]}
    </option>
  ))
}
