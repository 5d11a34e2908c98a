-- It did not go through. What follows is decided before and written here at once: again later, or open for a
-- person, also when its deadline would pass. How often it may have been sent is counted by whoever knows.
with saved as (
  update bridge.export_slot
     set status      = case when s.is_over then 'open' else 'waiting' end,
         reason_code = :#reason_code,
         reason      = :#reason,
         due_at      = case when s.is_over then null
                            else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
         attempts    = attempts - 1 + cast(:#counts_attempt as integer),
         lost        = 0,
         unclear     = cast(:#unclear as integer),
         fence       = null,
         claimed_by  = null,
         ended_at    = now()
    from (select cast(:#gives_up as boolean)
                 or (cast(:#counts_attempt as integer) > 0
                     and now() + cast(:#due_in_ms as bigint) * interval '1 millisecond'
                         > (select deadline_at from bridge.export_slot where slot_id = :#slot_id)) as is_over) s
   where slot_id = :#slot_id
     and fence = cast(:#fence as uuid)
  returning slot_id, status, reason_code, reason
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, :#instance, case when status = 'open' then 'open' else 'later' end,
         reason_code || ': ' || reason
    from saved
)
select status, reason_code, reason from saved
