"use client"

import type { ComponentProps } from "react"
import { AlreadyLogged } from "./already-logged.tsx"
import { ConditionsSection } from "./conditions-section.tsx"
import { DocumentsSection } from "./documents-section.tsx"
import type { FormInClip } from "./form-place.ts"
import { MovesSection } from "./moves-section.tsx"
import { SpeakerSection } from "./speaker-section.tsx"
import { StancesSection } from "./stances-section.tsx"
import { SaidSection, WordsSection } from "./words-section.tsx"

/**
 * The fields of a statement in the order in which they are filled. Beside a clip the document is given, and comes last.
 * The parts that commands go to by name are marked.
 */
export function FormSections({
  clip,
  ...already
}: { clip: FormInClip | undefined } & ComponentProps<typeof AlreadyLogged>) {
  return (
    <>
      {!clip && <DocumentsSection />}
      <div className="contents" data-part="speaker">
        <SpeakerSection unknown={clip?.unknownSpeaker ?? null} />
      </div>
      <SaidSection />
      <WordsSection />
      <AlreadyLogged {...already} />
      <div className="contents" data-part="positions">
        <StancesSection />
      </div>
      <div className="contents" data-part="conditions">
        <ConditionsSection />
      </div>
      <MovesSection />
      {clip && <DocumentsSection />}
    </>
  )
}
