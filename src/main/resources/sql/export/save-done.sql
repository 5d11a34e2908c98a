-- It was taken. For a file of the bridge its figures are kept, so that it can be compared later.
with saved as (
  update bridge.export_slot
     set status      = 'done',
         reason_code = null,
         reason      = null,
         due_at      = null,
         fence       = null,
         claimed_by  = null,
         unclear     = 0,
         lost        = 0,
         tickets     = cast(:#tickets as bigint),
         orders      = cast(:#orders as bigint),
         total       = cast(:#total as numeric),
         checksum    = cast(:#checksum as text),
         ended_at    = now()
   where slot_id = :#slot_id
     and fence = cast(:#fence as uuid)
  returning slot_id
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, :#instance, 'done', :#detail from saved
)
select slot_id from saved
