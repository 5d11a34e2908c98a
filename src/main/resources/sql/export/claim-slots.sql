-- Gives this instance one due run of the exports that it knows: for a file of the bridge all addressees that
-- are still to have it, so that they get the same one. The lease is the new due time, the fence is never
-- issued twice. A run whose worker died is due again like any other, and counted. What a lost journal may
-- have sent is marked. One that is paused waits. Of instances with different exports the newest one claims.
with head as materialized (
  select slot_id, export, way, period_from, period_to
    from bridge.export_slot
   where due_at <= now()
     and export = any (array(select jsonb_array_elements_text(cast(:#exports as jsonb))))
     and not exists (select 1 from bridge.pause p where p.name = 'export/' || export)
     and exists (select 1
                   from bridge.instance me
                  where me.run_id = cast(:#run_id as uuid)
                    and not exists (select 1
                                      from bridge.instance other
                                     where other.exports <> coalesce(me.exports, '')
                                       and other.seen_at > now() - cast(:#silent_ms as bigint) * interval '1 millisecond'
                                       and (me.exports is null
                                            or (other.started_at, other.run_id) > (me.started_at, me.run_id))))
   order by due_at, slot_id
   limit 1
     for update skip locked
), due as materialized (
  select s.slot_id, s.status
    from bridge.export_slot s
    join head h
      on s.slot_id = h.slot_id
      or (h.way <> 'request' and s.way <> 'request' and s.export = h.export
          and s.period_from = h.period_from and s.period_to = h.period_to and s.due_at <= now())
     for update of s skip locked
), claimed as (
  update bridge.export_slot s
     set status     = 'working',
         due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
         fence      = gen_random_uuid(),
         claimed_by = :#instance,
         began_at   = now(),
         attempts   = s.attempts + 1,
         lost       = s.lost + cast(d.status = 'working' as integer),
         restored   = s.restored or exists (select 1
                                              from bridge.restore r
                                             where s.planned_at < r.started_at
                                               and (s.opened_at < r.started_at or s.planned_at >= r.since))
    from due d
   where s.slot_id = d.slot_id
  returning s.slot_id, s.export, s.way, s.target, s.planned_at, s.period_from, s.period_to, s.attempts,
            s.lost, s.unclear, s.repeated, s.restored, cast(s.fence as text) as fence
)
select slot_id, export, way, target, planned_at, period_from, period_to, attempts, lost, unclear, repeated,
       restored, fence
  from claimed
 order by slot_id
