-- A ticket whose refund was approved.
update erp_ticket
   set status = 'REFUNDED'
 where order_no = :#order_no
   and ticket_id = :#ticket_id
   and status = 'SOLD'
