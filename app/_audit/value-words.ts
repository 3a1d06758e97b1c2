/** A value of the record in words, a line for each entry of a list: what is compared word by word. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return ""
  if (Array.isArray(value)) {
    return value.every((item) => typeof item !== "object")
      ? value.map(valueWords).join(", ")
      : value.map(valueWords).join("\n")
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, part]) => part !== null && part !== "" && !(Array.isArray(part) && part.length === 0))
      .map(([key, part]) => `${key}: ${valueWords(part)}`)
      .join(", ")
  }
  return String(value)
}
