"use client"

import { useState } from "react"
import { idOf } from "../../../server/domain/slug.ts"
import { SOURCE_CLASSES } from "../../../server/domain/vocabulary.ts"
import { clip as text } from "../../_messages/clip.en.ts"
import { words } from "../../_messages/en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { oneOf } from "../_form/statement-values.ts"
import { useDesk } from "../desk-context.tsx"
import type { DeskSource } from "../desk-data.ts"
import { AddInline } from "./add-inline.tsx"
import { SelectField, TextField } from "./field.tsx"

/** Adds an outlet or office from within a form; an editor grades it later. */
export function AddOutlet({
  name: initially = "",
  open = false,
  onAdded,
}: {
  name?: string
  open?: boolean
  onAdded: (source: DeskSource) => void
}) {
  const { data } = useDesk()
  const client = useTRPCClient()
  const [name, setName] = useState(initially)
  const [kind, setKind] = useState<string>("traditional_media")
  const add = async () => {
    const taken = data.sources.map(({ id }) => id)
    const source = {
      id: idOf(name, taken, "source"),
      name: name.trim(),
      class: oneOf(SOURCE_CLASSES, kind) ?? "traditional_media",
    }
    const { id } = await client.documents.addOutlet.mutate({ slug: data.slug, source })
    onAdded({ ...source, id, reliability: null })
  }
  return (
    <AddInline
      label={text.addOutlet}
      legend={text.addOutlet}
      open={open}
      fieldOf={(path) => (path.endsWith("class") ? "newOutletClass" : "newOutletName")}
      onAdd={add}
    >
      <TextField
        label={text.name}
        name="newOutletName"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SelectField
        label={text.class}
        name="newOutletClass"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
      >
        {SOURCE_CLASSES.map((value) => (
          <option key={value} value={value}>
            {words.sourceClass[value]}
          </option>
        ))}
      </SelectField>
    </AddInline>
  )
}
