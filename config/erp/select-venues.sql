-- Which of these the ERP has, so that the others are inserted.
select t.venue_id as id
  from erp_venue t
 where t.venue_id in (:#in:ids)
