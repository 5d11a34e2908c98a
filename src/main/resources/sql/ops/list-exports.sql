-- Runs of exports: what needs a person first, then what is on its way, then the newest.
select s.slot_id, s.export, s.way, s.target, s.planned_at, s.period_from, s.period_to, s.origin, s.status,
       s.attempts, s.unclear, s.repeated, s.restored, s.orders, s.tickets, s.total, s.checksum, s.reason_code, s.reason,
       s.claimed_by, s.began_at, s.ended_at,
       cast(extract(epoch from s.due_at - now()) as bigint) as due_in_seconds
  from bridge.export_slot s
 where (cast(:#name as text) is null or s.export = :#name)
   and (cast(:#open as boolean) is not true or s.status = 'open')
 order by case s.status when 'open' then 0 when 'working' then 1 when 'waiting' then 1 else 2 end,
          s.planned_at desc, s.slot_id
 limit cast(:#limit as bigint)
