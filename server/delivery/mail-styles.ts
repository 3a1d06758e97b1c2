import type { ShownPosition } from "../domain/alert-item.ts"
import type { Html } from "./html.ts"

/*
 * How mails look: paper and ink as on the page (app/tokens.css, which mails cannot read), hairlines, no picture, nothing from
 * elsewhere. Colours of the light are written at each element, since some mail programs drop the sheet; the sheet turns
 * them dark where the reader's screen is.
 */

const SERIF = "'Source Serif 4',Georgia,serif"
const SANS = "'IBM Plex Sans',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/** Class, and colour in the light and in the dark. */
const INKS = {
  ink: ["i", "#1c1b19", "#f0ede6"],
  soft: ["s", "#54504a", "#bdb7aa"],
  faint: ["f", "#6d675d", "#a09a8c"],
} as const

const LINES = {
  hair: ["l", "#e3dfd5", "#32302b"],
  quote: ["q", "#c9c2b4", "#4d4a42"],
  rule: ["r", "#1c1b19", "#d8d3c7"],
} as const

/** Class, and letters on ground in the light and in the dark. */
const HUES = {
  propose: ["hp", "#27477f", "#e4ebf7", "#a7bff0", "#1d2a45"],
  accept: ["ha", "#0f6158", "#dff0ec", "#7ccfc4", "#15312e"],
  cond: ["hc", "#6f5200", "#fbefc9", "#ecc766", "#372d10"],
  vague: ["hv", "#54504a", "#eeebe3", "#bdb7aa", "#2c2a26"],
  reject: ["hr", "#9c3417", "#fbe5dc", "#f2a085", "#3d1f15"],
} as const

/** Signs of letters, since mails carry no pictures; they look like those of the board (app/_components/glyphs.tsx). */
const MARKS: Record<
  Exclude<ShownPosition["mark"], "none_recorded">,
  readonly [string, keyof typeof HUES | null]
> = {
  proposes: ["▲", "propose"],
  accepts: ["●", "accept"],
  accepts_conditionally: ["◐", "cond"],
  accepts_in_principle: ["◔", "cond"],
  open: ["○", "vague"],
  noncommittal: ["◌", "vague"],
  objects: ["⊘", "reject"],
  rejects: ["✕", "reject"],
  contested: ["◂▸", null],
}

/** Attributes of the elements of mails: a class for the dark, and the style itself. What they share is the page's. */
export const LOOKS = {
  sheet: look("p i", `margin:0;padding:0;background:#fbfaf7;color:#1c1b19;font:16px/1.5 ${SANS}`),
  page: look(
    "",
    "width:100%;max-width:600px;text-align:left;text-align:start;overflow-wrap:break-word;word-break:break-word",
  ),
  mast: look("r", "padding:0 0 9px;border-bottom:3px double #1c1b19"),
  brand: ink("ink", `font:700 22px/1.2 ${SERIF};text-decoration:none`),
  edition: ink(
    "faint",
    "padding:0 0 9px;border-bottom:3px double #1c1b19;font-size:13px;line-height:1.4",
    "r",
  ),
  heading: look("", `margin:0;font:600 26px/1.22 ${SERIF}`),
  span: ink("soft", "margin:4px 0 0;font-size:15px"),
  top: look("", "padding:26px 0 0"),
  placeRow: look("r", "padding:28px 0 7px;border-bottom:1px solid #1c1b19"),
  place: look("", "margin:0;font-size:14px;line-height:1.4"),
  item: look("l", "padding:18px 0 20px;border-bottom:1px solid #e3dfd5"),
  first: look("l", "padding:26px 0 20px;border-bottom:1px solid #e3dfd5"),
  kicker: look("", "margin:0 0 3px;font-size:13px;font-weight:600"),
  headline: look("", `margin:0 0 8px;font:600 20px/1.3 ${SERIF}`),
  lead: look("", `margin:0 0 10px;font:600 26px/1.22 ${SERIF}`),
  bare: ink("ink", "text-decoration:none"),
  move: ink("soft", "margin:0 0 12px;font-size:15px;line-height:1.9"),
  said: look("", `margin:0 0 12px;font:17px/1.5 ${SERIF}`),
  quoted: look("", "margin:0 0 12px"),
  who: ink("soft", "margin:0 0 10px;font-size:14px"),
  strong: ink("ink", "font-weight:600"),
  note: look("", "margin:0 0 12px;font-size:15px"),
  effects: ink("soft", "margin:0 0 12px;font-size:15px;line-height:1.7"),
  meta: ink("faint", "margin:0 0 3px;font-size:13px"),
  link: ink("soft", "text-decoration:underline"),
  act: ink("soft", "text-decoration:underline;white-space:nowrap"),
  paragraph: look("", "margin:0 0 12px"),
  action: look("", "margin:22px 0 14px"),
  button: look(
    "b",
    "display:inline-block;padding:12px 22px;background:#1c1b19;border-radius:3px;color:#fbfaf7;font-weight:600;text-decoration:none",
  ),
  buttonCell: look("b", "background:#1c1b19;border-radius:3px"),
  foot: look("", "padding:20px 0 0"),
} as const

/** A quotation, with its line on the side where its first letter stands. */
export function quoteLook(isFromRight: boolean): Html {
  const side = isFromRight ? "right" : "left"
  return look("q", `padding-${side}:14px;border-${side}:2px solid #c9c2b4;font:17px/1.5 ${SERIF}`)
}

/** The sign of a position, and how the sign and its word look. Null: it is none, and looks like no stance. */
export function markOf({ mark }: ShownPosition): { sign: string; look: Html } | null {
  if (mark === "none_recorded") return null
  const [sign, hue] = MARKS[mark]
  const [name, letters, ground] = hue === null ? ["hx", "#1c1b19", "transparent"] : HUES[hue]
  const line = hue === null ? ";border:1px solid #1c1b19" : ""
  return {
    sign,
    look: look(
      name,
      `padding:2px 8px 2px 6px;border-radius:3px;background:${ground};color:${letters};font-size:13px;font-weight:600;white-space:nowrap${line}`,
    ),
  }
}

/** The sheet of a mail: its dark, and narrow screens. */
export const SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{-webkit-text-size-adjust:100%;text-size-adjust:100%}
@media (max-width:480px){.w{padding-left:18px!important;padding-right:18px!important}}
@media (prefers-color-scheme:dark){
.p{background:#161513!important}
${[...Object.values(INKS)].map(([name, , dark]) => `.${name}{color:${dark}!important}`).join("\n")}
${[...Object.values(LINES)].map(([name, , dark]) => `.${name}{border-color:${dark}!important}`).join("\n")}
${[...Object.values(HUES)].map(([name, , , letters, ground]) => `.${name}{color:${letters}!important;background:${ground}!important}`).join("\n")}
.hx{color:#f0ede6!important;border-color:#f0ede6!important}
.b{background:#f0ede6!important;color:#161513!important}
}`

function ink(name: keyof typeof INKS, css: string, more = ""): Html {
  const [className, light] = INKS[name]
  return look([className, more].filter(Boolean).join(" "), `color:${light};${css}`)
}

function look(className: string, css: string): Html {
  return { html: `${className && `class="${className}" `}style="${css}"` }
}
