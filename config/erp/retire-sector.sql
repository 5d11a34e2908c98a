-- A sector that is no longer in the catalogue. The row stays, and what was retired before keeps its time.
update erp_sector
   set retired_at = current_timestamp
 where sector_id = :#id
   and retired_at is null
