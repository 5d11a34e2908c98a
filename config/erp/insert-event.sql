-- An event that is new in the catalogue. start_local is the time that stands on the ticket, in the time
-- zone of the venue. extra_percent is the fee on top of the price.
insert into erp_event (event_id, meta_id, name, description, status, org_id, venue_id, map_id,
       starts_at, finishes_at, start_local, time_zone, open_date, category_id, category, age_rating,
       extra_percent, tickets_amount, tickets_vacant, with_promotion, legal_name, legal_inn,
       legal_ogrn, legal_address, updated_at)
values (:#event_id, :#meta_id, :#name, :#description, :#status, :#org_id, :#venue_id, :#map_id,
       :#starts_at, :#finishes_at, :#start_local, :#time_zone, :#open_date, :#category_id, :#category,
       :#age_rating, :#extra_percent, :#tickets_amount, :#tickets_vacant, :#with_promotion,
       :#legal_name, :#legal_inn, :#legal_ogrn, :#legal_address, :#updated_at)
