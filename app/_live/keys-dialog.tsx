"use client"

import { useEffect, useRef } from "react"
import { keys as text } from "../_messages/en.ts"

/** `?` lists the keys, `/` goes to the search field. */
export function KeysDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === "?") dialog.current?.showModal()
      else if (event.key === "/") document.getElementById("search")?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [])
  return (
    <dialog ref={dialog} className="keys-dialog" aria-labelledby="keys-title">
      <h2 id="keys-title" className="section-title">
        {text.heading}
      </h2>
      <dl>
        {text.list.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" className="button">
          {text.close}
        </button>
      </form>
    </dialog>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  )
}
