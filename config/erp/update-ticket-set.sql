-- A category of tickets that has changed, or is in the catalogue again.
update erp_ticket_set
   set event_id    = :#event_id,
       name        = :#name,
       description = :#description,
       pos         = :#pos,
       sector_id   = :#sector_id,
       with_seats  = :#with_seats,
       price       = :#price,
       amount      = :#amount,
       vacant      = :#vacant,
       retired_at  = null
 where set_id = :#set_id
