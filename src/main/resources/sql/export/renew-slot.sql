-- Asked with each page of a file that is built. Zero rows: another instance has the run.
update bridge.export_slot
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where slot_id = :#slot_id
   and fence = cast(:#fence as uuid)
returning slot_id
