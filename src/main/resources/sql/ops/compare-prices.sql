-- What the tickets sold last have cost, beside the price that the catalogue shows of their category now: one
-- that is a hundred times the other, and never the same, means another unit.
with sold as (
  select t.set_id, t.price
    from bridge.order_ticket t
   where t.price > 0
     and t.set_id is not null
   order by t.order_id desc
   limit 1000
), beside as (
  select s.price, cast(i.body ->> 'price' as numeric) as shown
    from sold s
    join bridge.catalogue_item i on i.kind = 'ticket-set' and i.id = s.set_id
)
select count(*) filter (where b.shown is not null) as compared,
       count(*) filter (where b.shown = b.price) as same,
       count(*) filter (where b.shown = b.price * 100) as larger,
       count(*) filter (where b.shown * 100 = b.price) as smaller
  from beside b
