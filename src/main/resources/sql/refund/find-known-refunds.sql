-- What the journal knows about the refunds of one batch, and whether the ERP had been told before it was
-- asked: what was told later, or is just being told, may have been read before or after.
select r.refund_id, r.refund_no, r.status, r.outcome, r.reported_status,
       coalesce(r.report_at is null and r.reported_at < :#polled_at, false) as told,
       coalesce(case when r.report_at is null then r.reported_at >= :#polled_at
                     else r.report_attempts > 0 end, false) as being_told
  from bridge.refund_journal r
 where r.refund_no = any (array(select jsonb_array_elements_text(cast(:#refund_nos as jsonb))))
