-- Asked between two pages of a read that is for several orders. A claim that is not returned is lost.
-- A fence is never issued twice, so it needs no comparison order by order.
with mine as materialized (
  select order_id, fence, lease_ms
    from jsonb_to_recordset(cast(:#claims as jsonb)) as claim (order_id bigint, fence uuid, lease_ms bigint)
)
update bridge.order_journal
   set due_at = now() + (select max(lease_ms) from mine) * interval '1 millisecond'
 where order_id = any (array(select order_id from mine))
   and fence = any (array(select fence from mine))
returning order_id
