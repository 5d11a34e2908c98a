-- One sold ticket with everything that must be printed on it, as far as the order answers give it; who sells it
-- and the name of the sector come from the mirrored catalogue, where there is one.
insert into erp_ticket (order_no, ticket_id, line_no, barcode, serial, number, set_id, category, sector,
       seat_row, seat_number, price, discount, nominal, extra, full_price, event_title,
       event_start_local, venue_name, venue_address, legal_name, legal_inn, legal_ogrn, legal_address, status)
values (:#order_no, :#ticket_id, :#line_no, :#barcode, :#serial, :#number, :#set_id, :#category,
       coalesce((select c.name from erp_sector c where c.sector_id = :#sector), :#sector),
       :#seat_row, :#seat_number, :#price, :#discount, :#nominal, :#extra, :#full_price, :#event_title,
       :#event_start_local, :#venue_name, :#venue_address,
       (select e.legal_name from erp_order o join erp_event e on e.event_id = o.event_id
         where o.order_no = :#order_no),
       (select e.legal_inn from erp_order o join erp_event e on e.event_id = o.event_id
         where o.order_no = :#order_no),
       (select e.legal_ogrn from erp_order o join erp_event e on e.event_id = o.event_id
         where o.order_no = :#order_no),
       (select e.legal_address from erp_order o join erp_event e on e.event_id = o.event_id
         where o.order_no = :#order_no),
       'SOLD')
