-- A person ends runs that are open or wait: by their numbers, or all of the periods that begin within a day.
-- Without :#yes only what would be done.
with looked as materialized (
  select s.slot_id, s.status, s.planned_at, s.period_from, s.period_to, s.way, s.target,
         s.status in ('open', 'waiting') as applies
    from bridge.export_slot s
   where s.export = :#export
     and (s.slot_id in (select cast(value as bigint) from jsonb_array_elements_text(cast(:#runs as jsonb)))
          or (s.period_from >= cast(:#day_begin as timestamptz) and s.period_from < cast(:#day_end as timestamptz)))
   order by s.slot_id
     for update
), saved as (
  update bridge.export_slot s
     set status      = 'closed',
         reason_code = null,
         reason      = cast(:#reason as text),
         due_at      = null,
         ended_at    = now()
    from looked l
   where s.slot_id = l.slot_id
     and l.applies
     and cast(:#yes as boolean)
  returning s.slot_id
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, cast(:#by as text), 'closed by a person', cast(:#reason as text) from saved
)
select l.slot_id, l.planned_at, l.period_from, l.period_to, l.way, l.target, l.applies as closed,
       case when s.slot_id is not null then 'closed'
            when l.applies then 'would be closed'
            when l.status = 'working' then 'an instance has it at this moment'
            else 'not to be closed: it is ' || l.status end as words
  from looked l
  left join saved s on s.slot_id = l.slot_id
 order by l.planned_at, l.slot_id
