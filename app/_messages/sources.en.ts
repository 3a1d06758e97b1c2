import { count } from "./en.ts"

/** The words of where statements come from and how their wording changed, in English. */

export const diff = {
  added: "Added:",
  removed: "Removed:",
}

export const sources = {
  origins: (independent: number, documents: number) =>
    independent === 0
      ? `Origin not known, ${count(documents, "document")}`
      : `${count(independent, "independent origin")}, ${count(documents, "document")}`,
  goBackTo: (name: string) => `Going back to ${name}`,
  unknown: "Copies whose origin is not known; they may repeat any of the others",
}
