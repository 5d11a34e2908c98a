-- The lines of the orders of one batch, all at once. No alias may be left out, but may stand for null.
select l.order_no,
       l.line_no,
       l.set_id,
       l.quantity,
       l.ticket_id,
       l.visitor_id,
       l.visitor_name,
       l.visitor_surname,
       l.visitor_middle_name
  from erp_order_line l
 where l.order_no in (:#in:order_nos)
 order by l.order_no, l.line_no
