-- For the metrics: runs of each export that need a person, or are not where they should be, and when one was
-- last done. Late is what the alert EXPORT_LATE calls so, as far as it needs no setting.
select l.export,
       count(*) filter (where s.status = 'open') as open,
       count(*) filter (where s.status in ('waiting', 'working')
                          and (s.due_at < now() - interval '2 minutes'
                               or s.deadline_at < now() - interval '10 minutes')) as late,
       cast(extract(epoch from now() - (select max(d.ended_at)
                                          from bridge.export_slot d
                                         where d.export = l.export
                                           and d.status = 'done')) as double precision) as done_age
  from bridge.export_ledger l
  left join bridge.export_slot s
         on s.export = l.export
        and s.status in ('open', 'waiting', 'working')
 group by l.export
 order by l.export
