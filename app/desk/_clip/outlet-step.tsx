"use client"

import { useEffect, useRef, useState } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { words } from "../../_messages/en.ts"
import { AddOutlet } from "../_parts/add-outlet.tsx"
import { Choose } from "../_parts/choose.tsx"
import { useDesk } from "../desk-context.tsx"

/** Asked once, before anything is logged from a clip whose outlet is not known: no statement stands without its source. */
export function OutletStep({ name, onKnown }: { name: string | null; onKnown: (source: string) => void }) {
  const { data } = useDesk()
  const [chosen, setChosen] = useState("")
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector("input")?.focus(), [])
  const nameOf = new Map<string, string>(Object.entries(words.sourceClass))
  return (
    <div ref={place} className="desk-fields clip-outlet">
      <h2 className="section-title">{text.whose}</h2>
      <p>{text.whoseText(name)}</p>
      <AddOutlet open={name !== null} name={name ?? ""} onAdded={({ id }) => onKnown(id)} />
      <Choose
        label={text.outlet}
        name="outlet"
        choices={data.sources.map((source) => ({
          id: source.id,
          label: source.name,
          detail: nameOf.get(source.class) ?? source.class,
        }))}
        value={chosen}
        onChoose={(id) => {
          setChosen(id)
          if (id !== "") onKnown(id)
        }}
      />
    </div>
  )
}
