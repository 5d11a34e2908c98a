-- One instance reads the remote list: after restore mode has begun, and again when an order is older than
-- what was read. An order that was in the journal before needs no more than :since.
update bridge.restore r
   set due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance
 where r.due_at <= now()
   and (r.walked_at is null
        or exists (select 1
                     from bridge.order_journal o
                    where o.waiting_for = 'search'
                      and o.claimed_by is null))
returning cast(r.fence as text) as fence, r.reason,
          least(r.since, r.walk_from,
                (select min(o.erp_created_at) - interval '1 day'
                   from bridge.order_journal o
                  where o.status <> 'finished'
                    and o.received_at >= r.started_at)) as walk_from
