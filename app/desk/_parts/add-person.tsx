"use client"

import { useState } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { words } from "../../_messages/en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { useDesk } from "../desk-context.tsx"
import type { DeskPerson } from "../desk-data.ts"
import { AddInline } from "./add-inline.tsx"
import { Choose } from "./choose.tsx"
import { SelectField, TextField } from "./field.tsx"

/** Adds a person with the office they speak from, within the form that quotes them. */
export function AddPerson({
  name: initially = "",
  actor: office = "",
  onAdded,
}: {
  name?: string
  /** The actor for whom the text has them speak, where it is one of those here. */
  actor?: string
  onAdded: (person: DeskPerson) => void
}) {
  const { data } = useDesk()
  const client = useTRPCClient()
  const [name, setName] = useState(initially)
  const [actor, setActor] = useState(office)
  const [title, setTitle] = useState("")
  const [tier, setTier] = useState("3")
  const add = async () => {
    const offices = actor ? [{ actor, title: title.trim(), tier: Number(tier) }] : []
    const person = { name: name.trim(), offices }
    const { id } = await client.cast.addPerson.mutate({ slug: data.slug, person })
    onAdded({ id, spellings: [], ...person })
  }
  return (
    <AddInline label={text.addPerson} legend={text.addPerson} fieldOf={fieldOf} onAdd={add}>
      <TextField
        label={text.name}
        name="newPersonName"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Choose
        label={text.officeIn}
        name="newPersonActor"
        choices={data.actors.map(({ id, name: label, spellings }) => ({
          id,
          label,
          search: spellings.join(" "),
        }))}
        value={actor}
        onChoose={setActor}
      />
      <div className="desk-two">
        <TextField
          label={text.office}
          name="newPersonTitle"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <SelectField
          label={text.tier}
          name="newPersonTier"
          value={tier}
          onChange={(event) => setTier(event.currentTarget.value)}
        >
          {Object.entries(words.tier).map(([grade, meaning]) => (
            <option key={grade} value={grade}>{`${grade}, ${meaning}`}</option>
          ))}
        </SelectField>
      </div>
    </AddInline>
  )
}

/** "person.offices[0].title" is the field for the title. */
function fieldOf(path: string): string | undefined {
  if (/actor$/.test(path)) return "newPersonActor"
  if (/title$/.test(path)) return "newPersonTitle"
  if (/tier$/.test(path)) return "newPersonTier"
  return /name$/.test(path) ? "newPersonName" : undefined
}
