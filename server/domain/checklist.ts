import type { NegotiationDocument } from "./negotiation-document.ts"

/** The 30-point agenda checklist of ceasefire negotiations, in its groups; a template when a negotiation is created. */
export const CHECKLIST: readonly { group: string; points: readonly string[] }[] = [
  {
    group: "Frame",
    points: [
      "Purpose and principles",
      "Parties bound",
      "Definitions",
      "Entry into force",
      "Duration, extension, expiry",
      "Geographic scope",
      "Domains (land, sea, air, cyber)",
    ],
  },
  {
    group: "Conduct",
    points: [
      "Prohibited acts",
      "Permitted acts",
      "Long-range strikes and infrastructure",
      "Reinforcement, rearmament, mobilisation",
      "External military aid and intelligence",
      "Proxies and foreign forces",
      "Hostile propaganda",
    ],
  },
  {
    group: "Forces",
    points: [
      "Ceasefire line",
      "Separation and withdrawal",
      "Buffer or demilitarised zone",
      "Encircled or surrendering forces",
      "Heavy weapons",
      "Disarmament, demobilisation, reintegration",
    ],
  },
  {
    group: "Compliance",
    points: [
      "Monitoring and verification",
      "Third-party or peacekeeping force",
      "Joint commission, hotline",
      "Violations, disputes, consequences",
      "Guarantees",
    ],
  },
  {
    group: "Humanitarian",
    points: [
      "Civilian protection and aid access",
      "Prisoners, detainees, missing",
      "Displaced people, mines",
    ],
  },
  {
    group: "Political",
    points: ["Sequencing to a settlement", "Inclusion, communication, funding"],
  },
]

/** The checklist as issues of a new negotiation, with ids `agenda-1` to `agenda-30`; `only` keeps some of the points. */
export function issuesFromChecklist(only?: readonly number[]): NonNullable<NegotiationDocument["issues"]> {
  const points = CHECKLIST.flatMap(({ group, points }) => points.map((title) => ({ group, title })))
  return points
    .map(({ group, title }, i) => ({ id: `agenda-${i + 1}`, checklist: i + 1, title, group }))
    .filter((issue) => only?.includes(issue.checklist) ?? true)
}
