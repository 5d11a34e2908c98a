-- The answer has shown that the remote order holds nothing any more. Its order is due as it was before.
with saved as (
  update bridge.order_journal
     set fence      = null,
         claimed_by = null,
         due_at     = case when status = 'finished' then due_at else cast(:#was_due_at as timestamptz) end
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, order_no
), seen as (
  update bridge.remote_order
     set seen = :#seen, seen_at = now()
   where remote_id = :#remote_id
     and exists (select 1 from saved)
), alerted as (
  insert into bridge.alert_note (cause, order_no)
  select 'SWEPT', order_no from saved
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, :#instance, 'swept',
         cast(:#remote_id as text) || ' had no owner and was seen ' || cast(:#seen as text)
    from saved
)
select order_id from saved
