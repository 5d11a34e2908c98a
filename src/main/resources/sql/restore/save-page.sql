-- Marked orders of one page that the journal did not make. An empty result: somebody else walks.
with mine as (
  update bridge.restore
     set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
   where fence = cast(:#fence as uuid)
  returning one
), saved as (
  insert into bridge.stray (remote_id, found_by, mark, event_id, tickets)
  select f.remote_id, 'restore', f.mark, f.event_id, f.tickets
    from jsonb_to_recordset(cast(:#orders as jsonb)) as f (
           remote_id text, mark text, event_id text, tickets integer)
   where exists (select 1 from mine)
     and not exists (select 1 from bridge.remote_order r where r.remote_id = f.remote_id)
  on conflict (remote_id) do update
     set found_by = 'restore', mark = excluded.mark, last_seen = now()
  returning remote_id
)
select (select count(*) from saved) as found from mine
