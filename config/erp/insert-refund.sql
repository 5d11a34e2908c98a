-- A refund that the ERP did not ask for: one that was begun in Ticketscloud's cabinet, or a part of a split
-- one. The report that follows in the same transaction says where it stands.
insert into erp_refund (refund_no, order_no, culprit, requested_at, bridge_status, tc_refund_id)
values (:#refund_no, :#order_no, :#culprit, :#requested_at, 'ACCEPTED', :#tc_refund_id)
