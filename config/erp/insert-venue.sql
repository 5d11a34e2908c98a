-- A venue that is new in the catalogue. with_mosbilet: tickets are sold to named visitors only.
insert into erp_venue (venue_id, name, description, city_id, city, time_zone, address, latitude,
       longitude, with_mosbilet)
values (:#venue_id, :#name, :#description, :#city_id, :#city, :#time_zone, :#address, :#latitude,
       :#longitude, :#with_mosbilet)
