import type { Reader } from "../../db/client.ts"
import { type AlertableChange, heardIn, hears, type SubscriptionFilter } from "../domain/alert-rules.ts"

/**
 * How many subscribers a change would alert, were it published now: those with an active subscription whose filter hears
 * it, and of a correction everybody who was alerted to the statement before, whatever their filter is now (rule 11 of
 * domain.md). Somebody with several subscriptions, or several channels, is one.
 */
export async function countSubscribers(
  db: Reader,
  negotiationId: number,
  change: AlertableChange,
  issueOf: (option: string) => string | undefined,
): Promise<number> {
  const heard = heardIn(change, issueOf)
  if (!heard) return 0
  const { rows } = await db.$client.query<{
    subscriber: string
    filter: SubscriptionFilter
    alerted: boolean
  }>({
    name: "read-subscriptions-in-reach",
    text: REACHED_SQL,
    values: [
      negotiationId,
      heard.facets.flatMap((facet) => facet.parties),
      heard.facets.flatMap((facet) => facet.option ?? []),
      heard.facets.flatMap((facet) => facet.issue ?? []),
      heard.people,
      heard.facets.flatMap((facet) => facet.kinds),
      change.correction && change.statement ? `statement:${change.statement.id}` : null,
    ],
  })
  const reached = rows.filter(({ filter, alerted }) => alerted || hears(filter, heard))
  return new Set(reached.map(({ subscriber }) => subscriber)).size
}

/** What a filter asks for; a list that is left out or empty asks for nothing. */
const asks = (list: string, place: string) =>
  `(coalesce(s.filter->'${list}', '[]') = '[]' or s.filter->'${list}' ?| ${place}::text[])`

/** SQL only narrows, to what shares something with the change in every list; that they hold together is for the rules. */
const REACHED_SQL = `
  with told as (
    select d.subscription_id as id
      from alert a join delivery d on d.negotiation_id = a.negotiation_id and d.seq = a.seq and d.state = 'sent'
     where a.negotiation_id = $1 and a.subject = $7
  )
  select s.subscriber_id as subscriber, s.filter, s.id in (select id from told) as alerted
    from subscription s join endpoint e on e.id = s.endpoint_id and e.state = 'active'
   where s.state = 'active' and (s.negotiation_id = $1 or s.negotiation_id is null)
     and (s.id in (select id from told)
          or (${asks("parties", "$2")} and ${asks("options", "$3")} and ${asks("issues", "$4")}
              and ${asks("people", "$5")} and ${asks("kinds", "$6")}))`
