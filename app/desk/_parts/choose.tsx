"use client"

import { useContext, useEffect, useMemo, useRef, useState } from "react"
import {
  Button,
  ComboBox,
  ComboBoxStateContext,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components"
import { choose as text } from "../../_messages/desk.en.ts"
import { useProblemAt } from "./field.tsx"
import { matching } from "./matching.ts"

export interface Choice {
  id: string
  label: string
  detail?: string
  /** Further words by which it is found. */
  search?: string
}

const SHOWN = 60

interface ChooseProps {
  label: string
  name: string
  hint?: string
  choices: readonly Choice[]
  onChoose: (id: string) => void
}

/** Chooses one to be put elsewhere, and is empty again for the next. `stay` keeps the focus here for it. */
export function ChooseToAdd({ stay = false, ...props }: ChooseProps & { stay?: boolean }) {
  const [made, setMade] = useState(0)
  return (
    <Choose
      // a new box each time: one that is emptied by hand would open its list again
      key={made}
      {...props}
      value=""
      takeFocus={stay && made > 0}
      onChoose={(id) => {
        props.onChoose(id)
        setMade(made + 1)
      }}
    />
  )
}

/** Finds one among many by its words, in any order and any spelling on record. */
export function Choose({
  label,
  name,
  hint,
  choices,
  value,
  onChoose,
  takeFocus = false,
}: ChooseProps & { value: string; takeFocus?: boolean }) {
  const chosen = choices.find((choice) => choice.id === value)
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = useProblemAt(name)
  const found = useMemo(
    () =>
      matching(choices, typed ?? "", (choice) => [choice.label, choice.detail, choice.search]).slice(
        0,
        SHOWN,
      ),
    [choices, typed],
  )
  return (
    <ComboBox
      className="desk-field desk-choose"
      isInvalid={wrong !== undefined}
      items={found}
      value={value || null}
      inputValue={typed ?? chosen?.label ?? ""}
      onInputChange={(next) => {
        setTyped(next)
        if (next === "" && value !== "") onChoose("")
      }}
      onChange={(key) => {
        if (key === null) return
        setTyped(null)
        onChoose(String(key))
      }}
      onOpenChange={(open) => {
        // what was typed and is no choice does not stay as if it were one
        if (!open) setTyped(null)
      }}
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <div className="desk-choose-input">
        <OpeningInput takeFocus={takeFocus} />
        <Button className="desk-choose-button" aria-label={text.open}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </Button>
      </div>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="desk-wrong">{wrong}</FieldError>
      <Popover className="desk-popover" offset={2}>
        <ListBox<Choice> className="desk-list" renderEmptyState={() => <p className="hint">{text.none}</p>}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="desk-list-item">
              <Text slot="label" dir="auto">
                {choice.label}
              </Text>
              {choice.detail && (
                <Text slot="description" className="hint" dir="auto">
                  {choice.detail}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** A click on the field shows what there is, as its button does. */
function OpeningInput({ takeFocus }: { takeFocus: boolean }) {
  const state = useContext(ComboBoxStateContext)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takeFocus) input.current?.focus()
  }, [takeFocus])
  return (
    <Input
      ref={input}
      className="field"
      dir="auto"
      autoComplete="off"
      spellCheck={false}
      onClick={() => state?.open(null, "manual")}
    />
  )
}
