/**
 * What a form asks for, with what the other form, which says what one hears of, holds at the moment: its choices may be
 * newer than the page. `filled` is what it held when the page was made.
 */
export function askedNow(form: HTMLFormElement, whatForm: string, filled: [string, string][]): FormData {
  const asked = new FormData(form)
  const what = document.getElementById(whatForm)
  if (!(what instanceof HTMLFormElement)) return asked
  for (const [name] of filled) asked.delete(name)
  for (const [name, value] of new FormData(what)) if (name !== "link") asked.append(name, value)
  return asked
}
