-- A seat that is new in the catalogue. The status may be a moment old: only a reservation tells.
insert into erp_seat (ticket_id, event_id, set_id, sector_id, seat_row, seat_number, status,
       reserved_till)
values (:#ticket_id, :#event_id, :#set_id, :#sector_id, :#seat_row, :#seat_number, :#status,
       :#reserved_till)
