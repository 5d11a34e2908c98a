-- A sector that is new in the catalogue. Tickets and seats carry its id only.
insert into erp_sector (sector_id, map_id, venue_id, name)
values (:#sector_id, :#map_id, :#venue_id, :#name)
