"use client"

import { useFieldArray, useFormContext, useWatch } from "react-hook-form"
import { dateWords } from "../../../server/domain/date-words.ts"
import { DIRECTNESS } from "../../../server/domain/vocabulary.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { words } from "../../_messages/en.ts"
import { upstream } from "../../_messages/signals.en.ts"
import { AddOutlet } from "../_parts/add-outlet.tsx"
import { Choose, ChooseToAdd } from "../_parts/choose.tsx"
import { Fields, SelectField, TextField } from "../_parts/field.tsx"
import { useAdded } from "../_parts/use-added.ts"
import { useDesk } from "../desk-context.tsx"
import type { DeskData, DeskDocument } from "../desk-data.ts"
import { newId, type StatementValues, storedDocument } from "./statement-values.ts"
import { UpstreamField } from "./upstream-field.tsx"

/** Where the words stand: documents that are stored, and new ones that are stored with the statement. */
export function DocumentsSection() {
  const { data } = useDesk()
  const { control } = useFormContext<StatementValues>()
  const { fields, append, remove } = useFieldArray({ control, name: "documents", keyName: "row" })
  const values = useWatch({ control, name: "documents" })
  const rest = data.documents.filter((document) => fields.every((field) => field.key !== document.id))
  return (
    <Fields
      legend={text.documents}
      name="documents"
      hint={text.documentsHint}
      className="desk-fields desk-part"
    >
      {fields.length > 0 && (
        <ul className="desk-rows">
          {fields.map((field, index) => (
            <li key={field.row}>
              {field.stored ? (
                <StoredDocument
                  id={field.key}
                  index={index}
                  uses={fields.length}
                  title={values[index]?.title ?? ""}
                />
              ) : (
                <NewDocument index={index} source={values[index]?.source ?? ""} />
              )}
              <button
                type="button"
                className="desk-quiet"
                onClick={() => remove(index)}
                aria-label={text.removeNamed(nameOf(data, field.key) || text.newDocument)}
              >
                {text.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="desk-inline">
        <ChooseToAdd
          stay
          label={text.findDocument}
          name="findDocument"
          choices={rest.map((document) => choiceOf(data, document))}
          onChoose={(id) => append(storedDocument(id))}
        />
        <button
          type="button"
          className="button"
          onClick={() =>
            append(
              { ...storedDocument(newId("d")), stored: false },
              { focusName: `documents.${fields.length}.title` },
            )
          }
        >
          {text.newDocument}
        </button>
      </div>
    </Fields>
  )
}

function StoredDocument({
  id,
  index,
  uses,
  title,
}: {
  id: string
  index: number
  uses: number
  /** Of one that was stored a moment ago, and is not among those the page came with. */
  title: string
}) {
  const { data } = useDesk()
  const { register } = useFormContext<StatementValues>()
  const document = data.documents.find((known) => known.id === id)
  return (
    <div className="desk-fields">
      <p>
        <b className="font-semibold" dir="auto">
          {nameOf(data, id) || title || text.untitled}
        </b>
        {document && <span className="meta block">{detailOf(document)}</span>}
        {document?.upstream && (
          <span className="meta block">{upstream.after(nameOf(data, document.upstream))}</span>
        )}
      </p>
      {uses > 1 && (
        <SelectField label={text.docDirectness} {...register(`documents.${index}.directness`)}>
          <option value="">{text.asStatement}</option>
          {DIRECTNESS.map((value) => (
            <option key={value} value={value}>
              {words.directness[value]}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  )
}

function NewDocument({ index, source }: { index: number; source: string }) {
  const { data } = useDesk()
  const [sources, addSource] = useAdded(data.sources)
  const { register, setValue, setFocus } = useFormContext<StatementValues>()
  return (
    <div className="desk-fields">
      <Choose
        label={text.docSource}
        name={`documents.${index}.source`}
        choices={sources.map(({ id, name, ...rest }) => ({
          id,
          label: name,
          detail: classOf(rest.class),
        }))}
        value={source}
        onChoose={(id) => setValue(`documents.${index}.source`, id, { shouldDirty: true })}
      />
      {source === "" && (
        <AddOutlet
          onAdded={(added) => {
            addSource(added)
            setValue(`documents.${index}.source`, added.id, { shouldDirty: true })
            setFocus(`documents.${index}.title`)
          }}
        />
      )}
      <TextField label={text.docTitle} {...register(`documents.${index}.title`)} />
      <TextField
        label={text.docUrl}
        type="url"
        dir="ltr"
        inputMode="url"
        {...register(`documents.${index}.url`)}
      />
      <div className="desk-two">
        <TextField
          label={text.docPublished}
          placeholder="2025-03-13"
          {...register(`documents.${index}.publishedAt`)}
        />
        <TextField label={text.docLanguage} placeholder="en" {...register(`documents.${index}.language`)} />
      </div>
      <UpstreamField index={index} />
    </div>
  )
}

function choiceOf(data: DeskData, document: DeskDocument) {
  return {
    id: document.id,
    label: nameOf(data, document.id),
    detail: detailOf(document),
    search: `${document.url ?? ""} ${document.id}`,
  }
}

export function nameOf(data: Pick<DeskData, "documents" | "sources">, id: string): string {
  const document = data.documents.find((known) => known.id === id)
  if (!document) return ""
  const source = data.sources.find((known) => known.id === document.source)?.name ?? document.source
  return `${source}: ${document.title || document.url || text.untitled}`
}

function detailOf(document: DeskDocument): string {
  return [
    document.publishedAt && dateWords(document.publishedAt, "short"),
    document.language,
    document.title && document.url,
  ]
    .filter(Boolean)
    .join(", ")
}

function classOf(name: string): string {
  return Object.entries(words.sourceClass).find(([key]) => key === name)?.[1] ?? name
}
