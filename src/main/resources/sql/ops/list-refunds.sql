-- Refunds that are not finished, or those of one order or one number however they ended: what needs a person
-- first, then the oldest.
select r.refund_no, r.order_no, r.status, r.outcome, r.decision, r.remote_id, r.remote_status, r.remote_nominal,
       r.reason_code, r.reason, r.problem, r.origin,
       cast(extract(epoch from now() - r.received_at) as bigint) as age_seconds,
       cast(extract(epoch from r.due_at - now()) as bigint) as due_in_seconds
  from bridge.refund_journal r
 where case when cast(:#number as text) is null then r.status <> 'finished'
            else r.refund_no = :#number or r.request_no = :#number or r.order_no = :#number end
   and (cast(:#held as boolean) is not true or r.status = 'held')
 order by r.status <> 'held', r.received_at, r.refund_no
 limit cast(:#limit as bigint)
