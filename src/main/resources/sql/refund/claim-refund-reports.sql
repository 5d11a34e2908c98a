-- Takes what the ERP does not know yet; one that has failed before is taken alone. An approved refund waits
-- until the ERP has the tickets of its order, also where they are told again: otherwise they would come later, as
-- sold. What was changed after
-- this statement has begun is left for the next round: its tickets would be those of before.
with ready as materialized (
  select r.refund_id, r.report_at, r.report_attempts
    from bridge.refund_journal r
   where r.report_at <= now()
     and (r.outcome is distinct from 'approved'
          or exists (select 1
                       from bridge.order_journal o
                      where o.order_no = r.order_no
                        and o.outcome = 'done'
                        and o.reported_status = 'DONE'
                        and o.report_at is null))
   order by r.report_at
   limit cast(:#batch as integer)
     for update of r skip locked
), first as (
  select report_attempts > 0 as alone from ready order by report_at limit 1
), due as (
  select refund_id
    from ready
   where (report_attempts > 0) = (select alone from first)
   order by report_at
   limit case when (select alone from first) then 1 else cast(:#batch as integer) end
)
update bridge.refund_journal r
   set report_at       = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
                         + least(power(2, r.report_attempts), 240) * interval '1 second',
       report_attempts = r.report_attempts + 1
 where r.refund_id = any (array(select refund_id from due))
   and r.report_at = (select seen.report_at from bridge.refund_journal seen where seen.refund_id = r.refund_id)
returning r.refund_id, r.refund_no, r.request_no, r.origin, r.order_no, r.culprit, r.requested_at,
          r.status, r.outcome, r.reason_code, r.reason, r.remote_id, r.remote_nominal, r.report_attempts,
          case when r.status = 'finished' then r.finished_at end as finished_at,
          cast(r.report_at as text) as claimed_until,
          (select cast(jsonb_agg(t.ticket_id order by t.ticket_id) as text)
             from bridge.refund_ticket t
            where t.refund_id = r.refund_id) as tickets
