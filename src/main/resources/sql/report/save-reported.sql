-- The ERP knows these results now, all of one batch. An order that has moved on meanwhile is told again.
update bridge.order_journal o
   set reported_status = told.bridge_status,
       reported_at     = clock_timestamp(),
       report_at       = null,
       report_attempts = 0
  from jsonb_to_recordset(cast(:#told as jsonb)) as told (
         order_id bigint, claimed_until timestamptz, bridge_status text)
 where o.order_id = told.order_id
   and o.report_at = told.claimed_until
