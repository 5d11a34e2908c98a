-- The ERP knows these now, all of one batch. What has moved on meanwhile is told again, also where another
-- instance has told it already: an instance that was frozen may have written its older state over that.
update bridge.refund_journal r
   set reported_status = case when r.report_at = told.claimed_until then told.bridge_status
                              else r.reported_status end,
       reported_at     = case when r.report_at = told.claimed_until then clock_timestamp()
                              else r.reported_at end,
       report_at       = case when r.report_at = told.claimed_until then null else now() end,
       report_attempts = case when r.report_at = told.claimed_until then 0 else r.report_attempts end
  from jsonb_to_recordset(cast(:#told as jsonb)) as told (
         refund_id bigint, claimed_until timestamptz, bridge_status text)
 where r.refund_id = told.refund_id
