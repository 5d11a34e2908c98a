-- For the commands prove and verify-history: the tickets that the ERP has of these orders. A status
-- REFUNDED says that the ticket was taken back, line_no which line it was given for (null if nothing knows).
select t.order_no,
       t.ticket_id,
       t.line_no,
       t.set_id,
       t.barcode,
       t.full_price,
       t.status
  from erp_ticket t
 where t.order_no in (:#in:order_nos)
