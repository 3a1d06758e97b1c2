/**
 * SQL: whether a delivery `d` may still be told now, however long ago it was planned or first sent: its subscriber still
 * wants it, everybody may read its negotiation, and its statement has not been withdrawn since. Asked again at each attempt.
 */
export const MAY_BE_TOLD = `(
  exists (select from subscription s join negotiation n on n.id = d.negotiation_id
           where s.id = d.subscription_id and s.state = 'active' and n.visibility = 'public')
  and not exists (select from alert a join change w on w.negotiation_id = a.negotiation_id and w.subject = a.subject
                   where a.negotiation_id = d.negotiation_id and a.seq = d.seq
                     and w.audience = 'public' and w.seq > a.seq and w.kind = 'statement.withdrawn'))`

/** SQL: the outcome of a message none of whose deliveries `d` may be told. */
export const WHY_NOT_TOLD = `
  case when not bool_or(exists (select from subscription s where s.id = d.subscription_id and s.state = 'active'))
         then 'ended_meanwhile'
       when not bool_or(exists (select from negotiation n where n.id = d.negotiation_id and n.visibility = 'public'))
         then 'no_longer_public'
       when bool_and(exists (select from alert a where a.negotiation_id = d.negotiation_id and a.seq = d.seq
                                and a.stopped_by <> 'system'))
         then 'stopped'
       else 'withdrawn_since' end`
