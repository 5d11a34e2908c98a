-- A category of tickets that is new in the catalogue. price is what the rule says that holds now, without
-- the fee; null when none does, or several that differ.
insert into erp_ticket_set (set_id, event_id, name, description, pos, sector_id, with_seats, price,
       amount, vacant)
values (:#set_id, :#event_id, :#name, :#description, :#pos, :#sector_id, :#with_seats, :#price,
       :#amount, :#vacant)
