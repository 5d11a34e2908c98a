-- A ticket that has gone into a part of a split refund is no longer in the refund that was asked for.
delete from erp_refund_ticket
 where refund_no = :#request_no
   and ticket_id = :#ticket_id
