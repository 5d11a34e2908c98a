-- Nothing pauses commits (any more): all orders that waited are due. Those that still hold tickets come
-- first, by the end of the hold. The others have to be reserved anew, the nearest event first: a hold that
-- has run out has no end to be claimed by, so due_at says their order, one microsecond apart.
with waiting as materialized (
  select order_id, expires_at > now() as holds, event_info ->> 'startLocal' as starts, received_at
    from bridge.order_journal
   where waiting_for = 'commits'
     and claimed_by is null
     and not exists (select 1 from bridge.pause where name = 'commits')
     for update skip locked
), ranked as (
  select order_id, holds, row_number() over (order by starts nulls last, received_at, order_id) as place
    from waiting
)
update bridge.order_journal o
   set due_at      = now() + ranked.place * interval '1 microsecond',
       expires_at  = case when ranked.holds then o.expires_at end,
       waiting_for = null
  from ranked
 where o.order_id = ranked.order_id
