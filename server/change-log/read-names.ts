import type { Reader } from "../../db/client.ts"
import type { AlertNames } from "../domain/wording.ts"
import { NOW_KNOWN_MS, readAgenda } from "./read-ledger.ts"

/** The names that the words of alerts need: the negotiation's, and those of its parties, agenda and people as they are now. */
export async function readNames(db: Reader, negotiationId: number): Promise<AlertNames> {
  const { rows } = await db.$client.query<{ slug: string; title: string; zone: string }>(
    "select slug, title, time_zone as zone from negotiation where id = $1",
    [negotiationId],
  )
  const [found] = rows
  if (!found) throw new Error(`There is no negotiation ${negotiationId}.`)
  const { slug, title, zone } = found
  const agenda = await readAgenda(db, { id: negotiationId, slug, zone }, NOW_KNOWN_MS)
  const { rows: people } = await db.$client.query<{ id: string; name: string }>(
    `select np.id, p.name from negotiation_person np join person p on p.id = np.person_id where np.negotiation_id = $1`,
    [negotiationId],
  )
  return {
    negotiation: { slug, title },
    board: {
      parties: agenda.parties.map((party) => ({ ...party, roles: party.roles.map(({ role }) => role) })),
      issues: agenda.issues.map((issue) => ({
        ...issue,
        options: agenda.options.filter((option) => option.issue === issue.id),
      })),
    },
    people: new Map(people.map(({ id, name }) => [id, name])),
  }
}
