-- For the commands prove and verify-history: a page of refunds, by number. Those that are not final are wanted
-- however old they are. :#since is never null, and :#event is * for the orders of all events.
select r.refund_no,
       r.order_no,
       r.bridge_status,
       r.tc_refund_id,
       r.refund_nominal
  from erp_refund r
 where r.refund_no > :#after
   and (r.bridge_status in ('NEW', 'ACCEPTED', 'OPEN', 'HELD')
        or r.requested_at >= :#since
        or r.finished_at >= :#since)
   and (:#event = '*'
        or exists (select 1 from erp_order o where o.order_no = r.order_no and o.event_id = :#event))
 order by r.refund_no
 limit :#batch
