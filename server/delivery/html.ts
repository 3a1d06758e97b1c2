/** Text that is HTML already. */
export interface Html {
  html: string
}

type Piece = Html | Html[] | string | number | null | false | undefined

/** HTML out of a template: whatever is put in is escaped, unless it came out of such a template itself. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return {
    html: parts.map((part, index) => part + (index < pieces.length ? written(pieces[index]) : "")).join(""),
  }
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ""
  if (Array.isArray(piece)) return piece.map(({ html }) => html).join("")
  return typeof piece === "object"
    ? piece.html
    : String(piece).replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "")
}

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}
