-- A person wants runs sent that are there already. Where one may have arrived, it is marked as a repeat. While
-- the export is paused they wait for whoever lets it go on.
with looked as materialized (
  select s.slot_id, s.status, s.unclear, s.planned_at, s.period_from, s.period_to, s.way, s.target, s.fence,
         s.status in ('open', 'skipped', 'waiting') or (s.status in ('done', 'closed') and cast(:#done as boolean)) as applies
    from bridge.export_slot s
   where s.export = :#export
     and s.slot_id in (select cast(value as bigint) from jsonb_array_elements_text(cast(:#runs as jsonb)))
   order by s.slot_id
     for update
), saved as (
  update bridge.export_slot s
     set status      = 'waiting',
         due_at      = now(),
         deadline_at = now() + cast(:#deadline_ms as bigint) * interval '1 millisecond',
         repeated    = s.repeated or l.status in ('done', 'closed') or l.unclear > 0,
         unclear     = 0,
         attempts    = 0,
         lost        = 0,
         reason_code = null,
         reason      = null
    from looked l
   where s.slot_id = l.slot_id
     and l.applies
  returning s.slot_id, s.repeated
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, cast(:#by as text), 'again asked by a person', case when repeated then 'it may arrive twice' end
    from saved
)
select l.slot_id, l.planned_at, l.period_from, l.period_to, l.way, l.target, s.slot_id is not null as sent,
       case when s.slot_id is not null
            then coalesce('it waits, paused by ' || h.paused_by || ', until bin/bridge schedule resume ' || h.name
                            || case when s.repeated then ', marked as a repeat' else '' end,
                          case when s.repeated then 'it is sent again, marked as a repeat'
                               else 'it is sent as soon as an instance takes it' end)
            when l.status = 'working' then 'an instance has it at this moment'
            else 'it is ' || l.status || '; named by its number it is sent again' end as words,
       h.paused_by
  from looked l
  left join saved s on s.slot_id = l.slot_id
  left join bridge.pause h on h.name = 'export/' || :#export
 order by l.planned_at, l.slot_id
