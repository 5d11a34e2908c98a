-- What the journal knows of refunds that the ERP shows as taken.
select r.refund_no, r.status, r.remote_id, r.reported_status,
       coalesce(r.report_at is null and r.reported_at < :#polled_at, false) as told
  from bridge.refund_journal r
 where r.refund_no = any (array(select jsonb_array_elements_text(cast(:#refund_nos as jsonb))))
