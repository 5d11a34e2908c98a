-- What holds tickets and is not ours is kept for whoever asks, and forgotten when it is gone. Somebody is told
-- when it carries a number of ours, and when a sale is no sale any more. The next sweep is due later. Zero rows: another instance has swept meanwhile.
with mine as (
  update bridge.sweep
     set due_at     = now() + cast(:#every_ms as bigint) * interval '1 millisecond',
         ended_at   = now(),
         went_back  = :#all_back,
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
  returning remote_id, mark, first_seen = now() as is_new
), alerted as (
  insert into bridge.alert_note (cause, order_no, detail)
  select 'STRAY', mark, 'remote order ' || remote_id
    from kept
   where is_new
     and mark in (select order_no from bridge.order_journal)
   union all
  select 'WENT_BACK', b.order_no, 'remote order ' || b.remote_id
    from jsonb_to_recordset(cast(:#went_back as jsonb)) as b (order_no text, remote_id text)
   where exists (select 1 from mine)
)
select (select count(*) from shown) as strays,
       (select count(*) from shown where mark is not null) as marked,
       (select coalesce(sum(tickets), 0) from shown) as tickets,
       (select count(*) from kept where is_new) + (select count(*) from gone) as changed
  from mine
