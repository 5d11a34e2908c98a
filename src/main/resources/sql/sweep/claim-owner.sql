-- Takes the row of a remote order without an owner, so that nobody works on it meanwhile, and asks once more
-- whether it still has none. A finished order is only fenced: it is due never again, and stays so.
with found as (
  select o.order_id, o.due_at, o.status
    from bridge.remote_order r
    join bridge.order_journal o on o.order_id = r.order_id
   where r.remote_id = :#remote_id
     and r.seen is distinct from 'done'
     and (r.seen is null or r.seen_at < (select begun_at from bridge.sweep))
     and (o.remote_id is distinct from r.remote_id or o.outcome in ('refused', 'cancelled'))
     and (o.claimed_by is null or o.due_at <= now())
     for update of o skip locked
)
update bridge.order_journal o
   set fence      = gen_random_uuid(),
       claimed_by = case when f.status = 'finished' then o.claimed_by else :#instance end,
       due_at     = case when f.status = 'finished' then o.due_at
                         else now() + cast(:#lease_ms as bigint) * interval '1 millisecond' end
  from found f
 where o.order_id = f.order_id
returning o.order_id, o.order_no, cast(o.fence as text) as fence, cast(f.due_at as text) as was_due_at
