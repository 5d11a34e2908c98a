-- A seat that has changed, or is in the catalogue again.
update erp_seat
   set event_id      = :#event_id,
       set_id        = :#set_id,
       sector_id     = :#sector_id,
       seat_row      = :#seat_row,
       seat_number   = :#seat_number,
       status        = :#status,
       reserved_till = :#reserved_till,
       retired_at    = null
 where ticket_id = :#ticket_id
