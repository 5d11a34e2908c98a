-- How far each export has come, by the journal's clock.
select l.export, now() as now, l.covered_until, l.reached, l.gone_since,
       d.done_at, d.done_to, coalesce(c.open, 0) as open, coalesce(c.waiting, 0) as waiting,
       coalesce(c.skipped, 0) as skipped, coalesce(c.done, 0) as done,
       h.since as paused_at, h.paused_by
  from bridge.export_ledger l
  left join lateral (select s.ended_at as done_at, s.period_to as done_to
                       from bridge.export_slot s
                      where s.export = l.export
                        and s.status = 'done'
                      order by s.ended_at desc
                      limit 1) d on true
  left join lateral (select count(*) filter (where s.status = 'open') as open,
                            count(*) filter (where s.status in ('waiting', 'working')) as waiting,
                            count(*) filter (where s.status = 'skipped') as skipped,
                            count(*) filter (where s.status = 'done') as done
                       from bridge.export_slot s
                      where s.export = l.export) c on true
  left join bridge.pause h on h.name = 'export/' || l.export
 order by l.export
