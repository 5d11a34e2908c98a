-- Orders on their way, or waiting for a person, that the ERP wants cancelled.
select o.order_no
  from erp_order o
 where o.cancel_requested = true
   and o.bridge_status in ('ACCEPTED', 'HELD')
   and o.order_no > :#after
 order by o.order_no
 limit :#batch
