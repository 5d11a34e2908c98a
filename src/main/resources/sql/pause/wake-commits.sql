-- Orders that wait for commits although nothing pauses them (they came late, or the process died
-- before it had written the pause).
update bridge.order_journal
   set due_at = now(), waiting_for = null
 where waiting_for = 'commits'
   and claimed_by is null
   and not exists (select 1 from bridge.pause where name = 'commits')
