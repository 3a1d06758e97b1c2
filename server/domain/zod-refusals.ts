import { z } from "zod"
import { type Refusal, refuse, together } from "./refusal.ts"

/** The validator's complaints as a refusal, the most telling first: where each is, and what would be right there. */
export function refusalOfZod(error: z.core.$ZodError): Refusal {
  const first = chosen(error.issues)
  const each = error.issues.flatMap(eachKey).map((issue) => chosen([issue]) ?? issue)
  const paths = new Set<string>()
  const refusals = (first ? [first, ...each] : each).flatMap((issue) => {
    const path = pathText(pathOf(issue))
    if (paths.has(path)) return []
    paths.add(path)
    return [refuse("invalid", sentence(issue), path || undefined)]
  })
  return together(refusals) ?? refuse("invalid", "This input cannot be used.")
}

/** One complaint for each unknown field. */
function eachKey(issue: Issue): Issue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue]
}

/** `statements[3].stances[0].option` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`
    const name = String(key)
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${text}[${JSON.stringify(name.slice(0, 100))}]`
    return text === "" ? name : `${text}.${name}`
  }, "")
}

type Issue = z.core.$ZodIssue

/** A misspelt field shows as one unknown and one missing: the unknown one says what to mend. */
function chosen(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues
  const found =
    first && isMissing(first) ? issues.find((issue) => issue.code === "unrecognized_keys") : undefined
  const issue = found ?? first
  return issue?.code === "invalid_union" ? inUnion(issue) : issue
}

/** Of the alternatives, the one that came furthest: that is most likely what was meant. */
function inUnion(issue: z.core.$ZodIssueInvalidUnion): Issue {
  const branches = issue.errors.flatMap((branch) => {
    const best = chosen(branch)
    return best ? [{ ...best, path: [...issue.path, ...best.path] }] : []
  })
  const deepest = branches.toSorted((a, b) => progress(b) - progress(a))[0]
  return deepest && progress(deepest) > issue.path.length ? deepest : (combined(issue, branches) ?? issue)
}

function progress(issue: Issue): number {
  return issue.path.length + (issue.code === "invalid_type" ? 0 : 0.5)
}

function combined(issue: Issue, branches: Issue[]): Issue | undefined {
  const [first] = branches
  if (!first || branches.length === 0) return undefined
  const wanted = branches.flatMap((branch) =>
    branch.code === "invalid_type" ? [article(branch.expected)] : [],
  )
  if (wanted.length < branches.length) return first
  const message = `${isMissing(first) ? "This is missing. " : ""}Write ${[...new Set(wanted)].join(" or ")}.`
  return { code: "custom", path: issue.path, message, input: undefined }
}

function isMissing(issue: Issue): boolean {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return issue.errors.every((branch) => branch[0] !== undefined && isMissing(branch[0]))
  }
  return issue.message.endsWith("received undefined")
}

function pathOf(issue: Issue): PropertyKey[] {
  const [key] = issue.code === "unrecognized_keys" ? issue.keys : []
  return key === undefined ? issue.path : [...issue.path, key]
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return isMissing(issue)
        ? `This is missing. Write ${article(issue.expected)}.`
        : `Write ${article(issue.expected)} here.`
    case "unrecognized_keys":
      return `There is no field "${String(issue.keys[0]).slice(0, 100)}" here.`
    case "invalid_value":
      return `Write one of: ${issue.values.map(String).join(", ")}.`
    case "too_small":
      return own(issue) ?? `Write ${bound(issue.origin, "at least", Number(issue.minimum))}.`
    case "too_big":
      return own(issue) ?? `Write ${bound(issue.origin, "at most", Number(issue.maximum))}.`
    case "not_multiple_of":
      return `Write a multiple of ${issue.divisor}.`
    case "invalid_format":
      return own(issue) ?? FORMATS[issue.format] ?? "This is not written as it should be."
    case "invalid_key":
      return `"${String(issue.path.at(-1)).slice(0, 100)}" cannot be a key here.`
    case "invalid_union": {
      const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
      return options.length > 0 ? `Write one of: ${options.join(", ")}.` : "This value cannot be used here."
    }
    case "invalid_element":
      return "This value cannot be used here."
    case "custom":
      return own(issue) ?? "This value cannot be used here."
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "Write an e-mail address.",
  url: "Write an address that begins with https://.",
  uuid: "Write a UUID.",
  datetime: "Write an instant such as 2025-03-13T12:00:00Z.",
  date: "Write a date such as 2025-03-13.",
  regex: "This is not written as it should be.",
}

/** The validator's own words, where somebody gave it any. */
function own(issue: Issue): string | undefined {
  return /^(Invalid|Too (small|big)|Unrecognized)\b/.test(issue.message) ? undefined : issue.message
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
    null: "null",
    date: "a date",
  }
  return names[type] ?? type
}

function bound(origin: string, direction: string, limit: number): string {
  if (origin === "string") return `${direction} ${limit} characters`
  if (origin === "array" || origin === "set") return `${direction} ${limit} entries`
  return `a number of ${direction} ${limit}`
}

export function isZodError(error: unknown): error is z.core.$ZodError {
  return error instanceof z.core.$ZodError
}
