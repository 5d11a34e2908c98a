-- The tickets of the refunds of one batch, or of one report, all at once.
select t.refund_no,
       t.ticket_id
  from erp_refund_ticket t
 where t.refund_no in (:#in:refund_nos)
 order by t.refund_no, t.ticket_id
