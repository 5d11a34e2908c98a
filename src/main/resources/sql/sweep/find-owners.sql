-- Whose these remote orders are, which the list shows as executed. Only what this journal made is anything
-- of ours; it has no owner when it is not the current one of its order, or when that has ended.
select w.remote_id, o.order_no, r.seen,
       r.remote_id is not null as ours,
       coalesce(r.seen = 'done' or (o.outcome = 'done' and o.remote_id = w.remote_id), false) as sold,
       coalesce(o.outcome is null and o.remote_id = w.remote_id, false) as owned
  from jsonb_array_elements_text(cast(:#remote_ids as jsonb)) as w (remote_id)
  left join bridge.remote_order r on r.remote_id = w.remote_id
  left join bridge.order_journal o on o.order_id = r.order_id
