-- For the option --log of prove and verify-history: the buyers whose data must not be found in any log.
-- They are compared and forgotten, as are the reasons that were told.
select o.order_no,
       o.customer_name,
       o.customer_email,
       o.customer_phone,
       o.bridge_reason
  from erp_order o
 where o.order_no > :#after
   and (o.created_at >= :#since
        or o.bridge_updated_at >= :#since)
   and (:#event = '*' or o.event_id = :#event)
 order by o.order_no
 limit :#batch
