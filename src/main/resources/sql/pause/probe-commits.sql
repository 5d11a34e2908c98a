-- While commits are paused, one waiting order becomes due so that it can ask whether they may go on. It
-- may take a while to get there; until then no instance wakes another one. An order whose hold has run
-- out must be reserved anew to be of use, so it comes only when no other holds tickets any more.
with turn as (
  update bridge.pause
     set woken_at = now()
   where name = 'commits'
     and probe_at <= now()
     and woken_at <= now() - interval '10 seconds'
  returning name
)
update bridge.order_journal
   set due_at = now()
 where order_id = (select o.order_id
                     from bridge.order_journal o
                    where o.waiting_for = 'commits'
                      and o.claimed_by is null
                      and o.due_at > now()
                      and exists (select 1 from turn)
                    order by o.expires_at < now(), o.expires_at
                    limit 1
                      for update skip locked)
