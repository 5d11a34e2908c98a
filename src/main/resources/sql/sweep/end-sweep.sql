-- What holds tickets and is not ours is kept for whoever asks, and forgotten when it is gone. The next sweep
-- is due later. Zero rows: another instance has swept meanwhile.
with mine as (
  update bridge.sweep
     set due_at     = now() + cast(:#every_ms as bigint) * interval '1 millisecond',
         ended_at   = now(),
         fence      = null,
         claimed_by = null
   where fence = cast(:#fence as uuid)
  returning ended_at
), shown as (
  select s.remote_id, s.mark, s.event_id, s.tickets
    from jsonb_to_recordset(cast(:#strays as jsonb)) as s (
           remote_id text, mark text, event_id text, tickets integer)
   where exists (select 1 from mine)
), gone as (
  delete from bridge.stray
   where found_by = 'sweep'
     and exists (select 1 from mine)
     and remote_id not in (select remote_id from shown)
  returning remote_id
), kept as (
  insert into bridge.stray (remote_id, found_by, mark, event_id, tickets)
  select remote_id, 'sweep', mark, event_id, tickets from shown
  on conflict (remote_id) do update
     set tickets = excluded.tickets, last_seen = now()
  returning first_seen = now() as is_new
)
select (select count(*) from shown) as strays,
       (select count(*) from shown where mark is not null) as marked,
       (select coalesce(sum(tickets), 0) from shown) as tickets,
       (select count(*) from kept where is_new) + (select count(*) from gone) as changed
  from mine
