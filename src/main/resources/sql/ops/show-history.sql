-- What has happened to one order, oldest first.
select o.revision, h.at, h.instance, h.fact, h.detail
  from bridge.order_history h
  join bridge.order_journal o on o.order_id = h.order_id
 where o.order_no = :#order_no
 order by o.revision, h.history_id
