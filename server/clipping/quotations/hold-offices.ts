import type { Gender, RoleClass } from "./lexicon.ts"
import type { Mention } from "./mention.ts"
import { nameKey } from "./name-similarity.ts"
import { nameWords } from "./name-words.ts"
import type { Office } from "./offices.ts"

/** What is known of somebody who may hold an office. */
export interface Holder {
  offices: readonly Office[]
  country: string | null
  gender: Gender
}

/** "глава МИД" is the foreign minister, and "the minister" may be whoever heads a ministry. */
function isSameMinistry({ role, field }: Mention, office: Office): boolean {
  if (!role || !isMinisterial(role) || !isMinisterial(office.role) || office.field === null) return false
  return field === office.field || (role === "minister" && field === null)
}

/** "глава МИД", "le chef de la diplomatie", "Secretary of State" are foreign ministers. */
function isMinisterial(role: RoleClass): boolean {
  return role === "minister" || role === "secretary" || role === "leader" || role === "chief"
}

const LEADERS: readonly RoleClass[] = ["president", "premier", "monarch", "leader"]

/** True where one of the person's offices is what the title says. */
export function holds(person: Holder, title: Mention): boolean {
  const { role, field, country } = title
  if (!role || role === "official" || role === "other") return false
  if (
    title.gender !== "any" &&
    person.gender !== "any" &&
    person.gender !== "p" &&
    title.gender !== person.gender
  )
    return false
  return person.offices.some((office) => {
    const sameClass =
      office.role === role ||
      (role === "leader" &&
        field === null &&
        (LEADERS.includes(office.role) ||
          office.role === "chief" ||
          (office.role === "commander" && country !== null))) ||
      (role === "chief" && office.role === "leader") ||
      (office.role !== role && isSameMinistry(title, office))
    if ((field === "deputy") !== (office.field === "deputy")) return false
    if (office.title !== null && areOfDifferentBodies(office.title, title.title)) return false
    const ownCountry = office.country ?? person.country
    return (
      sameClass &&
      (!field || !office.field || field === office.field) &&
      (!country || sameLand(ownCountry, country))
    )
  })
}

/** "Tarvian" and "Tarvia" are one land; codes of known states are compared as they are. */
export function sameLand(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return a === b
  if (/^[A-Z0-9]{2,4}$/.test(a) || /^[A-Z0-9]{2,4}$/.test(b)) return false
  const length = Math.max(4, Math.min(a.length, b.length) - 3)
  return a.slice(0, length).toLowerCase() === b.slice(0, length).toLowerCase()
}

/** "spokesman for the police", "spokesman for the government": one word in common but the title itself. */
function areOfDifferentBodies(a: string, b: string): boolean {
  const [x, y] = [a, b].map((title) =>
    nameWords(title)
      .slice(1)
      .map(nameKey)
      .filter((word) => word.length > 3),
  )
  if (!x || !y || x.length === 0 || y.length === 0 || !/\p{Script=Arabic}/u.test(a + b)) return false
  return !x.some((word) => y.includes(word))
}
