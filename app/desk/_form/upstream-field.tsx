"use client"

import { useFormContext, useWatch } from "react-hook-form"
import { upstream as text } from "../../_messages/signals.en.ts"
import { Choose } from "../_parts/choose.tsx"
import { useDesk } from "../desk-context.tsx"
import { nameOf } from "./documents-section.tsx"
import type { StatementValues } from "./statement-values.ts"

/**
 * What a new document repeats: a document that is stored, or an outlet or agency that it names. Of the latter there is no
 * document to point at: it is noted among the relays of the statement.
 */
export function UpstreamField({ index }: { index: number }) {
  const { data } = useDesk()
  const { control, getValues, setValue } = useFormContext<StatementValues>()
  const [chosen, via, source] = useWatch({
    control,
    name: [`documents.${index}.upstream`, "via", `documents.${index}.source`],
  })
  const relays = via.split(",").map((name) => name.trim())
  const agency = data.sources.find(({ id, name }) => id !== source && relays.includes(name))
  const choose = (id: string) => {
    const named = data.sources.find((known) => AGENCY + known.id === id)
    setValue(`documents.${index}.upstream`, named ? "" : id, { shouldDirty: true })
    const others = getValues("via")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && name !== agency?.name)
    setValue("via", [...others, ...(named ? [named.name] : [])].join(", "), { shouldDirty: true })
  }
  return (
    <Choose
      label={text.label}
      hint={text.hint}
      name={`documents.${index}.upstream`}
      choices={[
        ...data.documents.map((document) => ({ id: document.id, label: nameOf(data, document.id) })),
        ...data.sources
          .filter(({ id }) => id !== source)
          .map(({ id, name }) => ({ id: AGENCY + id, label: name, detail: text.agency })),
      ]}
      value={chosen || (agency ? AGENCY + agency.id : "")}
      onChoose={choose}
    />
  )
}

/** No id of a document has a space in it. */
const AGENCY = "agency "
