-- Gives this instance one due run of the exports that it knows: the lease is the new due time, the fence is
-- never issued twice. One that is paused waits. A run whose worker died is due again like any other.
with due as materialized (
  select slot_id, status
    from bridge.export_slot
   where due_at <= now()
     and export = any (array(select jsonb_array_elements_text(cast(:#exports as jsonb))))
     and not exists (select 1 from bridge.pause p where p.name = 'export/' || export)
   order by due_at, slot_id
   limit 1
     for update skip locked
)
update bridge.export_slot s
   set status     = 'working',
       due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance,
       began_at   = now()
  from due d
 where s.slot_id = d.slot_id
returning s.slot_id, s.export, s.way, s.target, s.planned_at, s.period_from, s.period_to, s.attempts,
          s.unclear, s.repeated, cast(s.fence as text) as fence
