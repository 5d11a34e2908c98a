-- A stopping instance gives back what it has claimed and not begun.
with mine as (
  select order_id, claimed_by
    from bridge.order_journal
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
     for update
), saved as (
  update bridge.order_journal o
     set due_at = now(),
         status = case when o.status = 'working' then 'waiting' else o.status end,
         claimed_by = null,
         fence = null
    from mine
   where o.order_id = mine.order_id
  returning o.order_id
), told as (
  insert into bridge.order_history (order_id, instance, fact)
  select order_id, claimed_by, 'given back' from mine
)
select order_id from saved
