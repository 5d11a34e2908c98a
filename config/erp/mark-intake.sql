-- Tells the ERP what became of a new order. It leaves only NEW: whatever somebody else has written
-- meanwhile stays.
update erp_order
   set bridge_status     = :#bridge_status,
       bridge_reason     = :#bridge_reason,
       bridge_updated_at = current_timestamp
 where order_no = :#order_no
   and bridge_status = 'NEW'
