-- Moves the place up to which the timetable was looked at, and opens what became due in between, in one
-- statement. Of several instances one moves it, and nobody does whose last span was overtaken by a person. A period that has a row already, of whatever origin, is not
-- opened again; but a run that was skipped keeps no other one from the same period. What was missed is due piece by piece behind what waits already.
with mine as (
  update bridge.export_ledger
     set covered_until = cast(:#covered_until as timestamptz),
         reached       = cast(:#reached as timestamptz)
   where export = :#export
     and covered_until = cast(:#was_covered_until as timestamptz)
     and reached = cast(:#was_reached as timestamptz)
  returning export
), wanted as (
  select s.planned_at, s.period_from, s.period_to, s.origin, s.skipped, t.way, t.target,
         count(*) filter (where s.origin = 'missed' and s.skipped is null)
           over (partition by t.way, t.target order by s.planned_at) as place
    from jsonb_to_recordset(cast(:#slots as jsonb)) as s (
           planned_at timestamptz, period_from timestamptz, period_to timestamptz, origin text, skipped text)
   cross join jsonb_to_recordset(cast(:#targets as jsonb)) as t (way text, target text)
   where exists (select 1 from mine)
), last as (
  select greatest(now(), max(due_at)) as due_at
    from bridge.export_slot
   where export = :#export
     and status = 'waiting'
     and origin = 'missed'
), opened as (
  insert into bridge.export_slot as s (export, way, target, planned_at, period_from, period_to, origin,
                                  status, reason, due_at, deadline_at)
  select distinct on (w.way, w.target, w.period_from, w.period_to)
         :#export, w.way, w.target, w.planned_at, w.period_from, w.period_to, w.origin,
         case when w.skipped is null then 'waiting' else 'skipped' end,
         w.skipped,
         case when w.skipped is null then d.due_at end,
         d.due_at + cast(:#deadline_ms as bigint) * interval '1 millisecond'
    from wanted w
   cross join last l
   cross join lateral (select case when w.origin = 'missed'
                                   then l.due_at + (w.place - 1) * cast(:#gap_ms as bigint) * interval '1 millisecond'
                                   else now() end as due_at) d
   order by w.way, w.target, w.period_from, w.period_to, (w.skipped is not null), w.planned_at
  on conflict (export, way, target, period_from, period_to) do update
     set planned_at  = excluded.planned_at,
         origin      = excluded.origin,
         status      = excluded.status,
         reason      = excluded.reason,
         due_at      = excluded.due_at,
         deadline_at = excluded.deadline_at
   where s.status = 'skipped'
     and excluded.status <> 'skipped'
  returning slot_id, export, origin, status, reason
), noted as (
  insert into bridge.alert_note (cause, detail)
  select 'EXPORT_MISSED',
         export || ': ' || count(*) filter (where status = 'waiting') || ' are made up for, '
           || count(*) filter (where status = 'skipped') || ' are not'
    from opened
   where origin = 'missed'
   group by export
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, :#instance, case when status = 'skipped' then 'skipped' else 'opened' end,
         coalesce(reason, origin)
    from opened
)
select (select count(*) from opened where status = 'waiting') as opened,
       (select count(*) from opened where status = 'waiting' and origin = 'missed') as made_up,
       (select count(*) from opened where status = 'skipped') as skipped
