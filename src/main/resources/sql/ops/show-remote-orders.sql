-- Every remote order that was ever made for one order, and what a remote answer has proved of it.
select o.revision, r.remote_id, r.created_at, r.seen, r.seen_at,
       o.remote_id is not distinct from r.remote_id as current
  from bridge.remote_order r
  join bridge.order_journal o on o.order_id = r.order_id
 where o.order_no = :#order_no
 order by r.created_at, r.remote_id
