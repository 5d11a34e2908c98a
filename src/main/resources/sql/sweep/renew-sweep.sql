-- Asked with each page. Zero rows: another instance sweeps.
update bridge.sweep
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where fence = cast(:#fence as uuid)
returning fence
