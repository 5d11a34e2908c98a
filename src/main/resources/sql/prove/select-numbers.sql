-- Orders that the journal knows, a page after the other: those of the window, and all that are not finished.
select o.order_id, o.order_no
  from bridge.order_journal o
 where o.order_id > :#after
   and (o.status <> 'finished'
        or o.received_at >= :#since
        or o.finished_at >= :#since)
   and (:#event = '*' or o.event_id = :#event)
 order by o.order_id
 limit :#batch
