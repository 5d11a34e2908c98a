-- The ERP knows it now, unless the order has moved on meanwhile: then it is told again.
update bridge.order_journal
   set reported_status = :#bridge_status,
       reported_at     = clock_timestamp(),
       report_at       = null,
       report_attempts = 0
 where order_id = :#order_id
   and report_at = cast(:#claimed_until as timestamptz)
