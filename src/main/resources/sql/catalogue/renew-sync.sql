-- Asked with each batch. Zero rows: another instance reads.
update bridge.catalogue_sync
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where fence = cast(:#fence as uuid)
returning cast(fence as text) as fence
