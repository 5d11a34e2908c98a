-- Tells the ERP that an order was taken (ACCEPTED), or refused where its number cannot be kept. It leaves
-- only NEW: whatever somebody else has written meanwhile stays.
update erp_order
   set bridge_status     = :#bridge_status,
       bridge_reason     = :#bridge_reason,
       bridge_updated_at = current_timestamp
 where order_no = :#order_no
   and bridge_status = 'NEW'
