-- A "done" went through: all orders that waited for it are due, the nearest expiry first.
with gone as (
  delete from bridge.pause
   where name = 'commits'
  returning name
)
update bridge.order_journal
   set due_at = now(), waiting_for = null
 where waiting_for = 'commits'
   and claimed_by is null
   and exists (select 1 from gone)
