/**
 * Cells of a CSV that a spreadsheet cannot run. A cell that begins like a formula is given an apostrophe, and so is what
 * would begin like one where a spreadsheet splits the file at semicolons, tabs or line breaks instead of at our commas.
 * `plainText` takes exactly these apostrophes away again, so that a round trip changes no text.
 * After OWASP, "CSV Injection": = + - @, tab and carriage return, and the full-width forms that some programs fold.
 */
const BEGINNING = /^((?:[^\S\t\r\n]|")*)('*)(?=[=+\-@\t\r\n＝＋－＠])/
const AFTER_A_SPLIT = /([;\t\r\n](?:[^\S\t\r\n]|")*)('*)(?=[=+\-@＝＋－＠])/g

/** The text as it may stand in a cell. */
export function safeText(text: string): string {
  return text.replace(AFTER_A_SPLIT, "$1'$2").replace(BEGINNING, "$1'$2")
}

/** The text that a cell stands for; one that was never made safe stays as it is. */
export function plainText(cell: string): string {
  return cell.replace(BEGINNING, withoutOne).replace(AFTER_A_SPLIT, withoutOne)
}

/** Rows as CSV (RFC 4180): commas, CRLF, quotation marks where a cell needs them in any spreadsheet. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("")
}

function withoutOne(_: string, before: string, marks: string): string {
  return before + marks.slice(1)
}

function quoted(text: string): string {
  const cell = safeText(text)
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
