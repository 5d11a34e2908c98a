-- A venue that has changed, or is in the catalogue again.
update erp_venue
   set name          = :#name,
       description   = :#description,
       city_id       = :#city_id,
       city          = :#city,
       time_zone     = :#time_zone,
       address       = :#address,
       latitude      = :#latitude,
       longitude     = :#longitude,
       with_mosbilet = :#with_mosbilet,
       retired_at    = null
 where venue_id = :#venue_id
