-- A person wants runs of an export. What was made for the same period and addressee before, of whatever
-- origin, is not made again, unless it was skipped; what is due comes piece by piece. The ledger is locked
-- first, as whoever looks at the timetable does. A span that goes on where the last one ended (:#was_reached)
-- is opened only if nobody has gone on meanwhile; no row then. Without :#yes only what would be done. What is
-- opened while the export is paused waits for whoever lets it go on.
with ledger as materialized (
  select l.export
    from bridge.export_ledger l
   where l.export = cast(:#export as text)
     and l.reached = coalesce(cast(:#was_reached as timestamptz), l.reached)
     for update
), wanted as (
  select s.planned_at, s.period_from, s.period_to, t.way, t.target,
         row_number() over (partition by t.way, t.target order by s.planned_at) as place
    from jsonb_to_recordset(cast(:#slots as jsonb)) as s (
           planned_at timestamptz, period_from timestamptz, period_to timestamptz)
   cross join jsonb_to_recordset(cast(:#targets as jsonb)) as t (way text, target text)
   where exists (select 1 from ledger)
), placed as (
  select w.planned_at, w.period_from, w.period_to, w.way, w.target,
         now() + (w.place - 1) * cast(:#gap_ms as bigint) * interval '1 millisecond' as due_at
    from wanted w
), opened as (
  insert into bridge.export_slot as e (export, way, target, planned_at, period_from, period_to, origin,
                                  due_at, deadline_at)
  select cast(:#export as text), p.way, p.target, p.planned_at, p.period_from, p.period_to, cast(:#origin as text),
         p.due_at, p.due_at + cast(:#deadline_ms as bigint) * interval '1 millisecond'
    from placed p
   where cast(:#yes as boolean)
   order by p.way, p.target, p.period_from, p.period_to
  on conflict (export, way, target, period_from, period_to) do update
     set origin      = excluded.origin,
         status      = excluded.status,
         reason      = null,
         due_at      = excluded.due_at,
         deadline_at = excluded.deadline_at
   where e.status = 'skipped'
  returning slot_id, way, target, period_from, period_to, origin
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, cast(:#by as text), 'opened', origin from opened
), reached as (
  update bridge.export_ledger l
     set reached = greatest(l.reached, o.period_to)
    from (select max(period_to) as period_to from opened) o
   where l.export = cast(:#export as text)
     and o.period_to is not null
)
select coalesce(o.slot_id, s.slot_id) as slot_id, p.planned_at, p.period_from, p.period_to, p.way, p.target,
       o.slot_id is not null as sent,
       case when o.slot_id is not null
            then coalesce('it waits, paused by ' || h.paused_by || ', until bin/bridge schedule resume ' || h.name,
                          'it is sent as soon as an instance takes it')
            when s.slot_id is null and not cast(:#yes as boolean) then 'would be made'
            when s.status = 'skipped' and not cast(:#yes as boolean) then 'would be made: it was skipped'
            else 'there already' || coalesce(': ' || s.status, '') end as words,
       h.paused_by
  from placed p
  left join opened o
         on o.way = p.way and o.target = p.target and o.period_from = p.period_from and o.period_to = p.period_to
  left join bridge.export_slot s
         on s.export = cast(:#export as text) and s.way = p.way and s.target = p.target
        and s.period_from = p.period_from and s.period_to = p.period_to
  left join bridge.pause h
         on h.name = 'export/' || cast(:#export as text)
 order by p.planned_at, p.way, p.target
