-- The ERP knows these results now, all of one batch. What has moved on meanwhile is told again, also where another
-- instance has told it already: an instance that was frozen may have written its older state over that. Not so a
-- revision that is over: its end is nothing that the ERP should hear while the next one is on its way. Tickets
-- that the ERP was just given are sold there: of those that were refunded it is told (again), after this.
with told as materialized (
  select order_id, claimed_until, bridge_status
    from jsonb_to_recordset(cast(:#told as jsonb)) as told (
           order_id bigint, claimed_until timestamptz, bridge_status text)
), refunded as materialized (
  select r.refund_id
    from told
    join bridge.order_journal o on o.order_id = told.order_id
    join bridge.refund_journal r on r.order_no = o.order_no
   where told.bridge_status = 'DONE'
     and r.outcome = 'approved'
   order by r.refund_id
     for update of r
), again as (
  update bridge.refund_journal r
     set report_at = now()
    from refunded
   where r.refund_id = refunded.refund_id
)
update bridge.order_journal o
   set reported_status = case when o.report_at = told.claimed_until then told.bridge_status
                              else o.reported_status end,
       reported_at     = case when o.report_at = told.claimed_until then clock_timestamp()
                              else o.reported_at end,
       report_at       = case when o.report_at = told.claimed_until then null
                              when exists (select 1
                                             from bridge.order_journal newer
                                            where newer.order_no = o.order_no
                                              and newer.revision > o.revision) then o.report_at
                              else now() end,
       report_attempts = case when o.report_at = told.claimed_until then 0 else o.report_attempts end
  from told
 where o.order_id = told.order_id
