-- Refunds just marked ACCEPTED in the ERP that are further on, or that it has lost: the ERP is told (again). This also
-- heals a row that a late batch has marked after it was reported, or while it is.
update bridge.refund_journal
   set report_at = now(), report_attempts = 0
 where refund_no = any (array(select jsonb_array_elements_text(cast(:#refund_nos as jsonb))))
   and (status in ('held', 'finished') or remote_id is not null or refund_no <> request_no)
