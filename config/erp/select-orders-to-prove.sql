-- For the commands prove and verify-history: a page of orders, by number. Orders that are not finished
-- are wanted however old they are. :#since is never null, and :#event is * for the orders of all events.
select o.order_no,
       o.bridge_status,
       o.tc_order_id,
       o.tc_total,
       o.expected_total,
       o.created_at
  from erp_order o
 where o.order_no > :#after
   and (o.bridge_status in ('NEW', 'ACCEPTED', 'HELD')
        or o.created_at >= :#since
        or o.bridge_updated_at >= :#since)
   and (:#event = '*' or o.event_id = :#event)
 order by o.order_no
 limit :#batch
