-- Refunds that the journal knows, a page after the other: those of the window, and all that are not finished.
select r.refund_id, r.refund_no
  from bridge.refund_journal r
 where r.refund_id > :#after
   and (r.status <> 'finished'
        or r.received_at >= :#since
        or r.finished_at >= :#since)
   and (:#event = '*'
        or exists (select 1 from bridge.order_journal o where o.order_no = r.order_no and o.event_id = :#event))
 order by r.refund_id
 limit :#batch
