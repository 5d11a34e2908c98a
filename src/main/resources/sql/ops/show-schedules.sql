-- Every schedule as its last run has left it. What one instance does for all has a row of its own, which
-- says more than the poll that looks at it.
select s.name, s.every_ms, s.cron, s.zone, s.pausable, s.wakeable, now() as now,
       s.seen_at > now() - interval '1 minute' as is_known,
       (select count(*) from bridge.instance i where i.seen_at > now() - interval '30 seconds') as instances,
       case when r.kind is null then s.began_at else r.began_at end as began_at,
       case when r.kind is null then s.ended_at else r.ended_at end as ended_at,
       case when r.kind is null then s.next_at else r.due_at end as next_at,
       case when r.kind is null then s.ended_by else r.ended_by end as ended_by,
       r.running_by,
       case when coalesce(r.trouble, s.trouble) is not null then 'failed'
            when case when r.kind is null then s.ended_at else r.ended_at end is not null then 'fine' end as result,
       coalesce(r.trouble, s.trouble) as trouble,
       r.covered_until, coalesce(r.skipped, 0) as skipped, s.missed_from, s.missed_to, s.resumed_at,
       p.since as paused_at, p.paused_by, p.reason as pause_reason,
       s.wanted, s.wanted_at, s.wanted_by,
       case when s.taken >= s.wanted then s.taken_at end as taken_at,
       case when s.taken >= s.wanted then s.taken_by else r.running_by end as taken_by,
       case when r.kind is null then s.served >= s.wanted
            else r.is_over or (r.ended_at >= s.wanted_at)
                 or (coalesce(r.trouble, s.trouble) is not null and r.running_by is null
                     and r.due_at > now() and s.ended_at >= s.wanted_at) end as is_served,
       case when r.kind is null then s.served_result end as served_result,
       case when r.kind is null then s.served_trouble end as served_trouble
  from bridge.schedule s
  left join bridge.pause p on p.name = s.name and p.paused_by is not null
  left join lateral (
       select 'sweep' as kind, w.begun_at as began_at, w.ended_at, w.due_at, cast(null as text) as ended_by,
              w.claimed_by as running_by, cast(null as text) as trouble, false as is_over,
              cast(null as timestamptz) as covered_until, cast(null as bigint) as skipped
         from bridge.sweep w
        where s.name = 'order-sweep'
        union all
       select 'window', null, min(w.read_at), min(w.due_at), null, max(w.claimed_by), max(w.trouble), false, null, null
         from bridge.refund_window w
        where s.name = 'refund-poll'
       having count(*) > 0
        union all
       select 'sync', c.began_at, c.ended_at, c.due_at, c.ended_by, c.claimed_by, c.trouble,
              c.served >= c.requested, null, null
         from bridge.catalogue_sync c
        where s.name = 'catalogue-sync'
        union all
       select 'export', x.began_at, x.ended_at, null, x.claimed_by, c.running_by,
              case when x.status in ('open', 'waiting') then x.reason_code || ': ' || x.reason end,
              c.pending = 0, l.covered_until, c.skipped
         from bridge.export_ledger l
        cross join lateral (select count(*) filter (where e.status in ('waiting', 'working')) as pending,
                                   count(*) filter (where e.status = 'skipped' and e.origin = 'missed') as skipped,
                                   max(e.claimed_by) filter (where e.status = 'working') as running_by
                              from bridge.export_slot e
                             where e.export = l.export) c
         left join lateral (select e.began_at, e.ended_at, e.claimed_by, e.status, e.reason_code, e.reason
                              from bridge.export_slot e
                             where e.export = l.export
                               and e.ended_at is not null
                             order by e.ended_at desc
                             limit 1) x on true
        where s.name = 'export/' || l.export) r on true
 order by s.name
