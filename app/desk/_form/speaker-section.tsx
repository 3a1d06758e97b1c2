"use client"

import { useFormContext, useWatch } from "react-hook-form"
import { clip } from "../../_messages/clip.en.ts"
import { log as text } from "../../_messages/desk.en.ts"
import { AddPerson } from "../_parts/add-person.tsx"
import { Choose } from "../_parts/choose.tsx"
import { EntryLink } from "../_parts/entry-link.tsx"
import { Fields, Fold, TextField, useProblemAt } from "../_parts/field.tsx"
import { Picks } from "../_parts/picks.tsx"
import { useAdded } from "../_parts/use-added.ts"
import { useDesk } from "../desk-context.tsx"
import type { DeskData } from "../desk-data.ts"
import { SPEAKER_KINDS, type SpeakerKind, type StatementValues } from "./statement-values.ts"

const USUAL_ATTRIBUTION: Record<SpeakerKind, string> = {
  person: "on_record",
  institution: "institutional",
  described: "background",
}

/** So many parties stand open always; of more, those that are chosen. */
const FEW = 6

/** Who spoke, for whom, and about whom. `unknown` is a name that the text gives and nobody here has. */
export function SpeakerSection({ unknown }: { unknown: string | null }) {
  const { data } = useDesk()
  const [people, addPerson] = useAdded(data.people)
  const { control, register, setValue, setFocus, getValues } = useFormContext<StatementValues>()
  const refused = useProblemAt("speaker") !== undefined
  const [kind, speaker, speaksFor, about] = useWatch({
    control,
    name: ["speakerKind", "speaker", "for", "about"],
  })
  return (
    <>
      <Fields legend={text.speaker} name="speakerKind" className="desk-fields desk-part">
        <div className="desk-choices">
          {SPEAKER_KINDS.map((value) => (
            <label key={value} className="desk-pick">
              <input
                type="radio"
                value={value}
                {...register("speakerKind", {
                  onChange: () => setValue("attribution", USUAL_ATTRIBUTION[getValues("speakerKind")]),
                })}
              />
              <span>{text.speakerKinds[value]}</span>
            </label>
          ))}
        </div>
        {kind === "person" && (
          <>
            <Choose
              label={text.person}
              name="speaker"
              hint={speaker === "" ? text.personHint : undefined}
              choices={people.map((person) => ({
                id: person.id,
                label: person.name,
                detail: officesOf({ people, actors: data.actors }, person.id),
                search: person.spellings.join(" "),
              }))}
              value={speaker}
              onChoose={(id) => {
                setValue("speaker", id, { shouldDirty: true })
                const parties = partiesOf(data, id)
                if (getValues("for").length === 0) setValue("for", parties, { shouldDirty: true })
              }}
            />
            {unknown && speaker === "" && <p className="desk-note">{clip.unknownSpeaker(unknown)}</p>}
            {speaker === "" ? (
              <AddPerson
                name={unknown ?? ""}
                actor={speaksFor[0] ?? ""}
                onAdded={(person) => {
                  addPerson(person)
                  setValue("speaker", person.id, { shouldDirty: true })
                  const actor = person.offices[0]?.actor ?? ""
                  const isParty = data.parties.some((party) => party.id === actor)
                  if (getValues("for").length === 0 && isParty)
                    setValue("for", [actor], { shouldDirty: true })
                  setFocus("gist")
                }}
              />
            ) : (
              refused && <EntryLink person={speaker}>{text.newOffice}</EntryLink>
            )}
          </>
        )}
        {kind === "institution" && (
          <TextField label={text.institution} hint={text.institutionHint} {...register("institution")} />
        )}
        {kind === "described" && (
          <TextField label={text.described} hint={text.describedHint} {...register("speakerAsDescribed")} />
        )}
      </Fields>
      <div className="desk-fields desk-follow">
        <PartyPicks name="for" legend={text.for} />
        <Fold summary={text.accountOf} names={["about"]} open={about.length > 0}>
          <PartyPicks name="about" legend={text.about} hint={text.aboutHint} />
        </Fold>
        {about.length > 0 && !about.some((party) => speaksFor.includes(party)) && (
          <p className="desk-note">{text.isAccount(about.map((id) => partyName(data, id)))}</p>
        )}
      </div>
    </>
  )
}

function PartyPicks({ name, legend, hint }: { name: "for" | "about"; legend: string; hint?: string }) {
  const { data } = useDesk()
  const { control, setValue } = useFormContext<StatementValues>()
  return (
    <Picks
      fold={FEW}
      {...{ name, legend, hint }}
      options={data.parties.map((party) => [party.id, party.name])}
      value={useWatch({ control, name })}
      onChange={(ids) => setValue(name, ids, { shouldDirty: true })}
    />
  )
}

/** "President, Russia; Chair, Security Council": what a person holds, for the list. */
export function officesOf(data: Pick<DeskData, "people" | "actors">, id: string): string {
  const offices = data.people.find((person) => person.id === id)?.offices ?? []
  return offices
    .map(({ title, actor }) =>
      [title, data.actors.find((known) => known.id === actor)?.name ?? actor].filter(Boolean).join(", "),
    )
    .join("; ")
}

export function partyName(data: Pick<DeskData, "parties">, id: string): string {
  return data.parties.find((party) => party.id === id)?.name ?? id
}

export function partiesOf(data: DeskData, person: string): string[] {
  const offices = data.people.find((known) => known.id === person)?.offices ?? []
  const held = new Set(offices.map((office) => office.actor))
  const parties = data.parties.filter((party) => held.has(party.id)).map((party) => party.id)
  // of several, only the analyst knows which is meant
  return parties.length === 1 ? parties : []
}
