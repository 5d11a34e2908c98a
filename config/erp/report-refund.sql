-- Where one refund stands. It leaves only ACCEPTED, OPEN and HELD: a final state stays as it is.
update erp_refund
   set bridge_status  = :#bridge_status,
       bridge_reason  = :#bridge_reason,
       tc_refund_id   = :#tc_refund_id,
       refund_nominal = :#refund_nominal,
       finished_at    = :#finished_at
 where refund_no = :#refund_no
   and bridge_status in ('ACCEPTED', 'OPEN', 'HELD')
