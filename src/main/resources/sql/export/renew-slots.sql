-- Asked with each page of a file that is built, and before each addressee gets it. Who is not among the answers
-- has another owner.
update bridge.export_slot s
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
  from jsonb_to_recordset(cast(:#slots as jsonb)) as w (slot_id bigint, fence uuid)
 where s.slot_id = w.slot_id
   and s.fence = w.fence
returning s.slot_id
