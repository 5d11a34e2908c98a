-- For which orders the journal made these remote orders.
select r.remote_id, o.order_no
  from bridge.remote_order r
  join bridge.order_journal o on o.order_id = r.order_id
  join jsonb_array_elements_text(cast(:#remote_ids as jsonb)) as wanted (remote_id) on wanted.remote_id = r.remote_id
