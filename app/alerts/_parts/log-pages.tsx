import { deliveryLog as text } from "../../_messages/deliveries.en.ts"

/** From one page of a list to another; nothing where there is but one. */
export function LogPages({
  latest,
  earlier,
}: {
  /** Where the newest stand, from a page of earlier ones. */
  latest?: string | undefined
  earlier?: string | false | null | undefined
}) {
  if (!latest && !earlier) return null
  return (
    <nav className="flex gap-4 border-t border-line pt-3" aria-label={text.pages}>
      {latest && (
        <a className="button" href={latest}>
          {text.latest}
        </a>
      )}
      {earlier && (
        <a className="button" href={earlier} rel="next">
          {text.earlier}
        </a>
      )}
    </nav>
  )
}
