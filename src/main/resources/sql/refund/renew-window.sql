-- Asked with each page. Zero rows: another instance reads.
update bridge.refund_window
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where kind = :#kind
   and fence = cast(:#fence as uuid)
returning kind
