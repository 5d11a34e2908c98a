-- Every text that the journal keeps beside the order itself. None may tell who the buyer is.
select o.order_no, 'history' as place, concat_ws(' ', h.fact, h.detail) as text
  from bridge.order_history h
  join bridge.order_journal o on o.order_id = h.order_id
 where o.status <> 'finished' or o.finished_at >= :#since
 union all
select o.order_no, 'journal', concat_ws(' ', o.problem, o.reason)
  from bridge.order_journal o
 where (o.problem is not null or o.reason is not null)
   and (o.status <> 'finished' or o.finished_at >= :#since)
 union all
select null, 'pause', p.reason
  from bridge.pause p
