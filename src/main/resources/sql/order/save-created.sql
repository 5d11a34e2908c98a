-- The id of the remote order, saved before anything is reserved with it. Zero rows: the claim is lost.
with saved as (
  update bridge.order_journal
     set stage         = 'created',
         remote_id     = :#remote_id,
         remote_orders = remote_orders + 1,
         expires_at    = now() + cast(:#expires_in_ms as bigint) * interval '1 millisecond',
         event_info    = cast(:#event_info as jsonb),
         attempts      = 0,
         attempt_class = null,
         problem       = null,
         unclear       = null,
         due_at        = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, claimed_by, remote_id
), remembered as (
  insert into bridge.remote_order (remote_id, order_id)
  select remote_id, order_id from saved
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, claimed_by, 'created', remote_id from saved
)
select order_id from saved
