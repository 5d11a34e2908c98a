-- For the metrics, all of them in one statement: orders that are not finished; holds that the last sweep saw and
-- that are not this journal's, by whether they carry a number; runs of each export that need a person, or are not
-- where they should be, and when one was last done (late is what the alert EXPORT_LATE calls so, as far as it needs
-- no setting); how old is what was read last of the catalogue and of the list of all refunds (null while nothing
-- was read), and how many refunds wait for a person. The journal's clock comes along.
with open_order as (
  select status,
         stage,
         count(*) as orders,
         coalesce(extract(epoch from now() - min(received_at) filter (where status <> 'held')), 0) as oldest_seconds
    from bridge.order_journal
   where status <> 'finished'
   group by status, stage
), export as (
  select l.export,
         count(*) filter (where s.status = 'open') as open,
         count(*) filter (where s.status in ('waiting', 'working')
                            and (s.due_at < now() - interval '2 minutes'
                                 or s.deadline_at < now() - interval '10 minutes')) as late,
         extract(epoch from now() - (select max(d.ended_at)
                                       from bridge.export_slot d
                                      where d.export = l.export
                                        and d.status = 'done')) as done_age
    from bridge.export_ledger l
    left join bridge.export_slot s
           on s.export = l.export
          and s.status in ('open', 'waiting', 'working')
   group by l.export
   order by l.export
)
select clock_timestamp() as now,
       (select coalesce(cast(jsonb_agg(o) as text), '[]') from open_order o) as orders,
       (select coalesce(cast(jsonb_agg(e) as text), '[]') from export e) as exports,
       (select count(*) from bridge.stray where found_by = 'sweep' and mark is not null) as marked,
       (select count(*) from bridge.stray where found_by = 'sweep' and mark is null) as unmarked,
       cast((select extract(epoch from now() - s.sound_at) from bridge.catalogue_sync s) as double precision) as catalogue,
       cast((select max(extract(epoch from now() - w.read_at)) from bridge.refund_window w) as double precision) as refund_list,
       (select count(*) from bridge.refund_journal r where r.status = 'held') as refunds_held
