-- Refunds that the bridge itself has brought into the ERP, a page by id: an ERP that was put back may not have them
-- any more. Ended ones as far back as restore mode searches, because an ERP may clear up what is older.
select r.refund_id, r.refund_no
  from bridge.refund_journal r
 where (r.origin = 'remote' or r.refund_no <> r.request_no)
   and r.report_at is null
   and r.reported_at < :#polled_at
   and (r.status <> 'finished'
        or r.reported_at > now() - cast(:#window_ms as bigint) * interval '1 millisecond')
   and r.refund_id > :#after_id
 order by r.refund_id
 limit cast(:#batch as integer)
