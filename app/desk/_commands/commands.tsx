"use client"

import dynamic from "next/dynamic"
import { useParams } from "next/navigation"
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react"
import { commands as text } from "../../_messages/commands.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { type Command, type CommandStore, createCommandStore, type Place } from "./command-store.ts"
import { deskCommands, go, negotiationCommands } from "./desk-commands.ts"
import { isPressed, keyCaps, wouldType } from "./keys.ts"
import { nextToReview } from "./next-to-review.ts"

const loadPalette = () => import("./palette.tsx")
const Palette = dynamic(() => loadPalette().then((module) => module.Palette), { ssr: false })
const KeyList = dynamic(() => import("./key-list.tsx").then((module) => module.KeyList), { ssr: false })

interface Commands {
  store: CommandStore
  open: (what: "palette" | "keys") => void
  tell: (words: string) => void
}

const Context = createContext<Commands | null>(null)

/** The desk's keys, its palette, and the one place where it speaks to screen readers. */
export function CommandsProvider({ children }: { children: React.ReactNode }) {
  const [store] = useState(createCommandStore)
  const [opened, setOpened] = useState<"palette" | "keys" | null>(null)
  const [told, setTold] = useState("")
  const params = useParams<{ negotiation?: string }>()
  const slug = params.negotiation
  const value = useMemo(() => ({ store, open: setOpened, tell: setTold }), [store])
  const close = useCallback(() => setOpened(null), [])
  const desk = useMemo(() => deskCommands(setOpened), [])
  const client = useTRPCClient()
  const here = useMemo(() => {
    if (!slug) return []
    return negotiationCommands(slug, async () => {
      const next = await nextToReview(client, slug).catch(() => undefined)
      if (next) go(`/desk/${slug}/statements/${encodeURIComponent(next)}`)
      else setTold(text.nothingToReview)
    })
  }, [client, slug])
  useOffered(store, "desk", desk)
  useOffered(store, "negotiation", here)
  useEffect(() => {
    // whoever presses the key begins to type at once
    const waiting = setTimeout(loadPalette, 2_000)
    return () => clearTimeout(waiting)
  }, [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      // an open dialog has its own keys
      if (document.querySelector("[role=dialog], dialog[open]")) return
      const typing = isTyping(event.target)
      const meant = store
        .all()
        .find(({ keys }) => keys && isPressed(keys, event) && !(typing && wouldType(keys)))
      if (!meant) return
      event.preventDefault()
      meant.run()
    }
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [store])
  return (
    <Context.Provider value={value}>
      {children}
      <p className="visually-hidden" role="status">
        {told}
      </p>
      {opened === "palette" && <Palette store={store} slug={slug} onClose={close} />}
      {opened === "keys" && <KeyList store={store} onClose={close} />}
    </Context.Provider>
  )
}

/** Offers what a part of the screen can do for as long as it is shown. `active` false: not now. */
export function useCommands(commands: readonly Command[], active = true): void {
  useOffered(useDeskCommands().store, "screen", active ? commands : null)
}

/** Says something to screen readers, politely. */
export function useTell(): (words: string) => void {
  return useDeskCommands().tell
}

/** The button in the desk's head line, for those who do not know the key yet. */
export function CommandsButton() {
  const { open } = useDeskCommands()
  return (
    <button type="button" className="button desk-commands" onClick={() => open("palette")}>
      {text.button} <kbd>{keyCaps("Ctrl+K")}</kbd>
    </button>
  )
}

function useOffered(store: CommandStore, place: Place, commands: readonly Command[] | null): void {
  const part = useRef({})
  useEffect(() => {
    const { current } = part
    store.offer(current, place, commands)
    return () => store.offer(current, place, null)
  }, [store, place, commands])
}

function useDeskCommands(): Commands {
  const value = useContext(Context)
  if (!value) throw new Error("This part of the desk stands outside of CommandsProvider.")
  return value
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select"))
  )
}
