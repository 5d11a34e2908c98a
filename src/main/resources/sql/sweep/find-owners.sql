-- Whose these remote orders are, which the list shows as executed. Only what this journal made is anything
-- of ours; it has no owner when it is not the current one of its order, or when that has ended. What has
-- ended since the list was begun to be read is only shown as it was before.
select w.remote_id, o.order_no,
       r.remote_id is not null as ours,
       not ended.since and coalesce(r.seen = 'done' or (o.outcome = 'done' and o.remote_id = w.remote_id), false) as sold,
       ended.since or coalesce(o.outcome is null and o.remote_id = w.remote_id, false) as owned
  from jsonb_array_elements_text(cast(:#remote_ids as jsonb)) as w (remote_id)
 cross join bridge.sweep s
  left join bridge.remote_order r on r.remote_id = w.remote_id
  left join bridge.order_journal o on o.order_id = r.order_id
 cross join lateral (
       select coalesce(r.seen_at >= s.begun_at, false) or coalesce(o.finished_at >= s.begun_at, false) as since) as ended
