-- Tells the ERP that a refund was taken (ACCEPTED), or refused where its number cannot be kept. It leaves
-- only NEW.
update erp_refund
   set bridge_status = :#bridge_status,
       bridge_reason = :#bridge_reason
 where refund_no = :#refund_no
   and bridge_status = 'NEW'
