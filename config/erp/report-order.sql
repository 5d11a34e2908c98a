-- The result of one order. It leaves only ACCEPTED and HELD: a final state stays as it is.
update erp_order
   set bridge_status     = :#bridge_status,
       bridge_reason     = :#bridge_reason,
       tc_order_id       = :#tc_order_id,
       tc_order_number   = :#tc_order_number,
       tc_order_code     = :#tc_order_code,
       tc_total          = :#tc_total,
       bridge_updated_at = current_timestamp
 where order_no = :#order_no
   and bridge_status in ('ACCEPTED', 'HELD')
