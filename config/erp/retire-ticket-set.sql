-- A category of tickets that is no longer in the catalogue. The row stays, and what was retired before keeps its time.
update erp_ticket_set
   set retired_at = current_timestamp
 where set_id = :#id
   and retired_at is null
