-- Orders that the ERP wants carried to Ticketscloud. One row is one order; the aliases name our fields.
-- None may be left out: write null as raw, for instance, where the ERP has nothing of the kind.
-- An order whose lines are not there yet is left alone for 60 seconds: header and lines may arrive in
-- two transactions. The mirrored catalogue knows which venues sell to named visitors only; an event that
-- is not in it asks for nobody. (With exists in its place, PostgreSQL may read all lines of all orders.)
select o.order_no,
       o.event_id,
       o.customer_name,
       o.customer_email,
       o.customer_phone,
       o.customer_lang,
       o.promo_codes,
       o.send_tickets,
       o.expected_total,
       o.raw,
       o.created_at,
       o.cancel_requested,
       (select v.with_mosbilet
          from erp_event e
          join erp_venue v on v.venue_id = e.venue_id
         where e.event_id = o.event_id) as visitors_required
  from erp_order o
 where o.bridge_status = 'NEW'
   and (o.created_at is null
        or o.created_at < current_timestamp - interval '60' second
        or (select min(l.line_no) from erp_order_line l where l.order_no = o.order_no) is not null)
 order by o.created_at, o.order_no
 limit :#batch
