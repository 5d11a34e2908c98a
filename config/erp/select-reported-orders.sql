-- Read back after the update: an order that is not as it was written needs a decision.
select o.order_no,
       o.bridge_status,
       o.tc_order_id
  from erp_order o
 where o.order_no in (:#in:order_nos)
