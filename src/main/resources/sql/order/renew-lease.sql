-- Asked before a remote write that the rest of the lease would not outlive. Zero rows: the claim is lost.
update bridge.order_journal
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where order_id = :#order_id
   and fence = cast(:#fence as uuid)
returning order_id
