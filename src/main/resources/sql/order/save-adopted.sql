-- What restore mode has found for an order is kept before anything is done with it; the next claim reads
-- it. A current remote order that is over gives way to the one that is not.
with found as (
  select f.remote_id, f.seen
    from jsonb_to_recordset(cast(:#found as jsonb)) as f (remote_id text, seen text)
), saved as (
  update bridge.order_journal
     set status        = case when status = 'working' then 'waiting' else status end,
         stage         = case when cast(:#adopted as text) is null then stage else 'created' end,
         remote_id     = coalesce(:#adopted, remote_id),
         remote_orders = remote_orders + (select count(*) from found f
                                           where not exists (select 1 from bridge.remote_order r
                                                              where r.remote_id = f.remote_id)),
         expires_at    = case when cast(:#adopted as text) is null then expires_at
                              else now() + cast(:#expires_in_ms as bigint) * interval '1 millisecond' end,
         event_info    = coalesce(cast(:#event_info as jsonb), event_info),
         unseated      = case when cast(:#adopted as text) is null then unseated end,
         unclear       = case when cast(:#adopted as text) is null then unclear else 'reserve' end,
         committing    = committing and cast(:#adopted as text) is null,
         decision      = case when cast(:#adopted as text) is null then decision else nullif(decision, 'recreate') end,
         attempts      = 0,
         attempt_class = null,
         problem       = null,
         waiting_for   = null,
         due_at        = now(),
         claimed_by    = null,
         fence         = null
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id
), remembered as (
  insert into bridge.remote_order (remote_id, order_id, seen, seen_at)
  select f.remote_id, s.order_id, f.seen, case when f.seen is not null then now() end
    from found f
   cross join saved s
  on conflict (remote_id) do update
     set seen = coalesce(remote_order.seen, excluded.seen),
         seen_at = coalesce(remote_order.seen_at, excluded.seen_at)
), settled as (
  delete from bridge.stray
   where remote_id in (select remote_id from found)
     and exists (select 1 from saved)
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, :#instance, :#fact, :#detail from saved
)
select order_id from saved
