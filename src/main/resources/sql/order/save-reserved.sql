-- All tickets are held and compared with what the ERP sold.
with saved as (
  update bridge.order_journal
     set stage         = 'reserved',
         attempts      = 0,
         attempt_class = null,
         problem       = null,
         unclear       = null,
         due_at        = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, claimed_by
), told as (
  insert into bridge.order_history (order_id, instance, fact)
  select order_id, claimed_by, 'reserved' from saved
)
select order_id from saved
