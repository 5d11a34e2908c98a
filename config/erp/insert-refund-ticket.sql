-- A ticket of such a refund.
insert into erp_refund_ticket (refund_no, ticket_id)
values (:#refund_no, :#ticket_id)
