-- Orders that waited for the search and are covered by it now.
update bridge.order_journal o
   set due_at = now(), waiting_for = null
  from bridge.restore r
 where o.waiting_for = 'search'
   and o.claimed_by is null
   and r.walked_at is not null
   and (o.received_at < r.started_at or o.erp_created_at is null
        or o.erp_created_at - interval '1 day' >= r.walk_from)
