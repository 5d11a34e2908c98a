-- Tickets that the ERP has already, so that a second report adds nothing.
select t.order_no,
       t.ticket_id
  from erp_ticket t
 where t.order_no in (:#in:order_nos)
