import { useRouter } from "next/navigation"
import { type RefObject, useEffect, useRef, useState } from "react"

/** Asks before the page is left with work that is not saved. */
export function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", ask)
    return () => window.removeEventListener("beforeunload", ask)
  }, [unsaved])
}

/** Once a refusal is shown, the focus is on the field at fault, or on the sentence where no field is. */
export function useFocusOnProblem(form: RefObject<HTMLElement | null>, problem: object | null): void {
  useEffect(() => {
    if (!problem) return
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector)
    // what is chosen or written comes before what takes it away
    const wrong =
      find("[aria-invalid=true], [data-wrong] input") ?? find("[data-wrong] button, [data-problem]")
    wrong?.focus()
  }, [form, problem])
}

/** Where a question that stood above the form is answered and goes, the focus goes on instead of being lost with it. */
export function useFocusGoesOn(asking: boolean, goOn: () => void): void {
  const asked = useRef(asking)
  useEffect(() => {
    if (asked.current && !asking && document.activeElement === document.body) goOn()
    asked.current = asking
  })
}

/** False until the page is alive: what is typed into a form before that would be lost, so the form waits for it. */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  return alive
}

/** What a page chooses from is read again when one comes back from adding to it in another tab; the form stays as it is. */
export function useReadAgain(): () => void {
  const router = useRouter()
  const away = useRef(false)
  useEffect(() => {
    const back = () => {
      if (away.current) router.refresh()
      away.current = false
    }
    window.addEventListener("focus", back)
    return () => window.removeEventListener("focus", back)
  }, [router])
  return () => {
    away.current = true
  }
}
