-- The ERP knows these now, all of one batch. A refund that has moved on meanwhile is told again.
update bridge.refund_journal r
   set reported_status = told.bridge_status,
       reported_at     = clock_timestamp(),
       report_at       = null,
       report_attempts = 0
  from jsonb_to_recordset(cast(:#told as jsonb)) as told (
         refund_id bigint, claimed_until timestamptz, bridge_status text)
 where r.refund_id = told.refund_id
   and r.report_at = told.claimed_until
