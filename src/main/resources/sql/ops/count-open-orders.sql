-- For the metrics: only orders that are not finished are counted, so this stays cheap.
select status,
       stage,
       count(*) as orders,
       coalesce(extract(epoch from now() - min(received_at) filter (where status <> 'held')), 0) as oldest_seconds
  from bridge.order_journal
 where status <> 'finished'
 group by status, stage
