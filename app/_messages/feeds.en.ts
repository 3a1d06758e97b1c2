/** Every string about feeds, in English. */
export const feeds = {
  title: "Feeds",
  ofNegotiation: "Feeds of this negotiation",
  ofParty: (name: string) => `Feeds of ${name}`,
  ofIssue: (title: string) => `Feeds of ${title}`,
  ofFilter: "Feeds of what is shown here",
  calendar: "Calendar",
  calendarOf: "Deadlines and talks of this negotiation",
  forms: { atom: "Atom", rss: "RSS", json: "JSON" },
}
