-- Refunds that the ERP wants made. One row is one refund; the aliases name our fields, none may be left out.
-- A refund whose tickets are not there yet is left alone for 60 seconds, as an order without its lines.
select r.refund_no,
       r.order_no,
       r.culprit,
       r.expected_nominal,
       r.requested_at,
       r.decision
  from erp_refund r
 where r.bridge_status = 'NEW'
   and (r.requested_at is null
        or r.requested_at < current_timestamp - interval '60' second
        or (select min(t.ticket_id) from erp_refund_ticket t where t.refund_no = r.refund_no) is not null)
 order by r.requested_at, r.refund_no
 limit :#batch
