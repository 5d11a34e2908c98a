-- The list was read to its end. Held orders for which it has shown something are looked at.
with ended as (
  update bridge.restore
     set walk_from  = cast(:#walk_from as timestamptz),
         walked_at  = now(),
         due_at     = now(),
         fence      = null,
         claimed_by = null
   where fence = cast(:#fence as uuid)
  returning walked_at
), woken as (
  update bridge.order_journal o
     set due_at = now()
   where o.status = 'held'
     and o.due_at is null
     and exists (select 1 from ended)
     and exists (select 1 from bridge.stray s where s.mark = o.order_no and s.found_by = 'restore')
)
select walked_at, (select count(*) from bridge.stray where found_by = 'restore') as found from ended
