-- A mixed order: the tickets that Ticketscloud chose for its unseated part. They are named again,
-- together with the seats, in the next request.
with saved as (
  update bridge.order_journal
     set unseated = cast(:#unseated as jsonb),
         unclear  = null,
         due_at   = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, claimed_by
), told as (
  insert into bridge.order_history (order_id, instance, fact)
  select order_id, claimed_by, 'unseated tickets chosen' from saved
)
select order_id from saved
