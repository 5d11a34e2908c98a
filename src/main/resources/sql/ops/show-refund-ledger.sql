-- How far the list of all refunds was read, and every gap in the ledger: a read that begins later than all
-- before it have ended.
select w.kind, w.since, w.covered_to, w.trouble,
       cast(extract(epoch from now() - w.read_at) as bigint) as read_ago_seconds,
       (select count(*) from bridge.refund_coverage c where c.kind = w.kind) as reads,
       (select count(*)
          from (select c.from_at,
                       max(c.to_at) over (order by c.coverage_id
                                          rows between unbounded preceding and 1 preceding) as reached
                  from bridge.refund_coverage c
                 where c.kind = w.kind) c
         where c.from_at > c.reached) as gaps
  from bridge.refund_window w
 order by w.kind
