-- A sector that has changed, or is in the catalogue again.
update erp_sector
   set map_id     = :#map_id,
       venue_id   = :#venue_id,
       name       = :#name,
       retired_at = null
 where sector_id = :#sector_id
