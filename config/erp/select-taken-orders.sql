-- Orders that the bridge has taken, or has sold since :#since, a page by number: compared with the journal
-- at every start and now and then. One that the journal does not know was taken before a backup was put
-- back. The aliases are those of select-new-orders, and two more.
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
         where e.event_id = o.event_id) as visitors_required,
       o.bridge_status,
       o.tc_order_id
  from erp_order o
 where (o.bridge_status in ('ACCEPTED', 'HELD')
        or (o.bridge_status = 'DONE' and o.bridge_updated_at >= :#since))
   and o.order_no > :#after
 order by o.order_no
 limit :#batch
