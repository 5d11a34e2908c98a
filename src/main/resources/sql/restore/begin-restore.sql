-- Restore mode begins; :#again, also if it did before. Not if it has only just begun or ended: several
-- instances may want it at the same time. Whoever has an order at this moment loses it and is waited for until its lease ends.
with begun as (
  insert into bridge.restore (reason, since)
  values (:#reason, now() - cast(:#window_ms as bigint) * interval '1 millisecond')
  on conflict (one) do update
     set started_at = now(), reason = excluded.reason, since = excluded.since, due_at = now(), fence = null,
         claimed_by = null, walk_from = null, walked_at = null
   where cast(:#again as boolean)
     and restore.walked_at < now() - interval '10 minutes'
  returning reason
), alerted as (
  insert into bridge.alert_note (cause, detail)
  select 'RESTORE', reason from begun
), freed as (
  update bridge.order_journal
     set fence = null
   where fence is not null
     and exists (select 1 from begun)
)
select (select reason from begun) as reason
