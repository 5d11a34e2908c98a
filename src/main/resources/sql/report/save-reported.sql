-- The ERP knows these results now, all of one batch. What has moved on meanwhile is told again, also where another
-- instance has told it already: an instance that was frozen may have written its older state over that.
update bridge.order_journal o
   set reported_status = case when o.report_at = told.claimed_until then told.bridge_status
                              else o.reported_status end,
       reported_at     = case when o.report_at = told.claimed_until then clock_timestamp()
                              else o.reported_at end,
       report_at       = case when o.report_at = told.claimed_until then null else now() end,
       report_attempts = case when o.report_at = told.claimed_until then 0 else o.report_attempts end
  from jsonb_to_recordset(cast(:#told as jsonb)) as told (
         order_id bigint, claimed_until timestamptz, bridge_status text)
 where o.order_id = told.order_id
