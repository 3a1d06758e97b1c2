/** Text that is HTML already. */
export interface Html {
  html: string
}

type Piece = Html | readonly Html[] | string | number | null | false | undefined

/** HTML out of a template: whatever is put in is escaped, unless it came out of such a template itself. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  let text = parts[0] ?? ""
  for (let index = 0; index < pieces.length; index += 1) {
    text += written(pieces[index]) + (parts[index + 1] ?? "")
  }
  return { html: text }
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ""
  if (typeof piece === "string") return escaped(piece)
  if (typeof piece === "number") return String(piece)
  return "html" in piece ? piece.html : piece.map(({ html }) => html).join("")
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (sign) => ESCAPED[sign] ?? "") : text
}

const SPECIAL = /[&<>"']/
const EACH_SPECIAL = /[&<>"']/g
const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}
