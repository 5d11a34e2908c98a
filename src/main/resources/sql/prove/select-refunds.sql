-- These refunds, each with the time of the last line of its history.
select r.refund_no, r.order_no, r.origin, r.status, r.outcome, r.remote_id, r.due_at, r.report_at,
       r.report_attempts, r.reported_status, r.reported_at,
       (select max(h.at) from bridge.refund_history h where h.refund_id = r.refund_id) as moved_at
  from bridge.refund_journal r
  join jsonb_array_elements_text(cast(:#refund_nos as jsonb)) as wanted (refund_no) on wanted.refund_no = r.refund_no
 order by r.refund_no
