-- One sold ticket with everything that must be printed on it, as far as the order answers give it.
insert into erp_ticket (order_no, ticket_id, line_no, barcode, serial, number, set_id, category, sector,
       seat_row, seat_number, price, discount, nominal, extra, full_price, event_title,
       event_start_local, venue_name, venue_address, status)
values (:#order_no, :#ticket_id, :#line_no, :#barcode, :#serial, :#number, :#set_id, :#category, :#sector,
       :#seat_row, :#seat_number, :#price, :#discount, :#nominal, :#extra, :#full_price, :#event_title,
       :#event_start_local, :#venue_name, :#venue_address, 'SOLD')
