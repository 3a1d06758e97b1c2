/** A moment in an account's life, in UTC since the server does not know where the reader is. */
export function When({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{format.format(at).replace(" at ", ", ")} UTC</time>
}

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
})
