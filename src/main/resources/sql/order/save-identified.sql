-- The last statement before "done". It says go on only when the claim is still ours, neither the ERP
-- nor a person wants it otherwise, and commits are not paused, or this order is the one that probes
-- whether they may go on.
with probe as (
  update bridge.pause
     set probe_at = now() + interval '10 seconds'
   where name = 'commits'
     and probe_at <= now()
     and exists (select 1
                   from bridge.order_journal
                  where order_id = :#order_id
                    and fence = cast(:#fence as uuid)
                    and not cancel_requested
                    and wish is null)
  returning name
), saved as (
  update bridge.order_journal
     set stage         = 'identified',
         attempts      = case when stage = 'identified' then attempts else 0 end,
         problem       = null,
         unclear       = null,
         committing    = not cancel_requested
                         and wish is null
                         and (not exists (select 1 from bridge.pause where name = 'commits')
                              or exists (select 1 from probe)),
         due_at        = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, claimed_by, cancel_requested, wish, wish_by, committing
), told as (
  insert into bridge.order_history (order_id, instance, fact)
  select order_id, claimed_by, 'identified' from saved
)
select cancel_requested, wish, wish_by, committing, exists (select 1 from probe) as probing from saved
