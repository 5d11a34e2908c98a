-- For the silence alarm: orders that wait for a result since before :#before, the oldest first, and how
-- many there are. It is asked while nothing becomes final, once a minute at most.
select o.order_no,
       count(*) over () as waiting
  from erp_order o
 where o.bridge_status in ('NEW', 'ACCEPTED')
   and (o.created_at is null or o.created_at < :#before)
 order by o.created_at, o.order_no
 limit :#batch
